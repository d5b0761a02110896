"""Addresses of study visits; the first two are open to everybody."""

from django.urls import path

from mentoring.sessions.views import study_visits as study

urlpatterns = [
    path("studi-banding/minta/", study.ask, name="study_ask"),
    path("studi-banding/tanda/<str:receipt>/", study.receipt, name="study_receipt"),
    path("studi-banding/", study.visits, name="study_visits"),
    path("studi-banding/<uuid:pk>/", study.visit_page, name="study_visit"),
    path("studi-banding/<uuid:pk>/setujui/", study.approve, name="approve_study_visit"),
    path("studi-banding/<uuid:pk>/tolak/", study.refuse, name="refuse_study_visit"),
    path("studi-banding/<uuid:pk>/belanja/", study.purchase, name="study_purchase"),
    path("studi-banding/<uuid:pk>/praktik/", study.practices, name="study_practices"),
    path("studi-banding/<uuid:pk>/terima-kasih/", study.thanks, name="study_thanks"),
    path("studi-banding/cek/<int:pk>/", study.check, name="practice_check"),
    path("kelompok/<uuid:pk>/studi-banding/", study.outgoing, name="plan_outgoing"),
]
