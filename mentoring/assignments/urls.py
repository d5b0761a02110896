from django.urls import path

from mentoring.assignments.views import proposals, unaccompanied

app_name = "mentoring_assignments"
urlpatterns = [
    path("penugasan/", proposals.my_assignments, name="my_assignments"),
    path("penugasan/<uuid:pk>/", proposals.assignment, name="assignment"),
    path("penugasan/<uuid:pk>/terima/", proposals.accept, name="accept"),
    path("penugasan/<uuid:pk>/tolak/", proposals.decline, name="decline"),
    path(
        "tanpa-pendamping/",
        unaccompanied.groups_without_facilitator,
        name="groups_without_facilitator",
    ),
]
