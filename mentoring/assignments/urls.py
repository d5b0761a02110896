from django.urls import path

from mentoring.assignments.views import area, facilitators, proposals, questions, unaccompanied

app_name = "mentoring_assignments"
urlpatterns = [
    path("penugasan/", proposals.my_assignments, name="my_assignments"),
    path("penugasan/<uuid:pk>/", proposals.assignment, name="assignment"),
    path("penugasan/<uuid:pk>/terima/", proposals.accept, name="accept"),
    path("penugasan/<uuid:pk>/tolak/", proposals.decline, name="decline"),
    path("penugasan/<uuid:pk>/catatan/", proposals.handover_note, name="handover_note"),
    path("wilayah/", area.home, name="area"),
    path("wilayah/hitung/", area.look_again, name="look_again"),
    path("pendamping/", facilitators.facilitator_list, name="facilitators"),
    path("pendamping/<int:pk>/", facilitators.facilitator, name="facilitator"),
    path("pendamping/<int:pk>/cuti/", facilitators.leave, name="leave"),
    path("pendamping/<int:pk>/cuti/<int:leave_pk>/", facilitators.end_leave, name="end_leave"),
    path("usulan/<uuid:pk>/", facilitators.suggestions, name="suggestions"),
    path("penanggung-jawab/", facilitators.responsible, name="responsible"),
    path("tanya/", questions.ask, name="ask"),
    path("pertanyaan/", questions.question_list, name="questions"),
    path("pertanyaan/<uuid:pk>/", questions.question, name="question"),
    path("pertanyaan/<uuid:pk>/tarik/", questions.withdraw, name="withdraw_question"),
    path("pertanyaan/<uuid:pk>/suara/", questions.voice, name="voice"),
    path("pertanyaan/<uuid:pk>/suara/jawaban/", questions.answer_voice, name="answer_voice"),
    path(
        "tanpa-pendamping/",
        unaccompanied.groups_without_facilitator,
        name="groups_without_facilitator",
    ),
]
