"""Addresses of the two-year cycle, under `siklus/`."""

from django.urls import path

from mentoring.incubation.views import enrolments, gates, rounds

app_name = "mentoring_incubation"
urlpatterns = [
    path("siklus/", enrolments.board, name="board"),
    path("siklus/usulkan/", enrolments.propose, name="propose"),
    path("siklus/<uuid:pk>/", enrolments.enrolment, name="enrolment"),
    path("siklus/<uuid:pk>/lanjut/", enrolments.next_stage, name="next_stage"),
    path("siklus/<uuid:pk>/nilai/<slug:kind>/", rounds.start, name="start_round"),
    path("siklus/<uuid:pk>/gerbang/", gates.decide, name="gate"),
    path("siklus/penilaian/<uuid:pk>/", rounds.round_page, name="round"),
    path("siklus/penilaian/<uuid:pk>/kirim/", rounds.submit, name="submit_round"),
    path("siklus/penilaian/<uuid:pk>/isi/<slug:dimension>/", rounds.answer, name="answer"),
]
