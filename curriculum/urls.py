"""The short way to lessons. Mount it at the address of the lesson index, before Wagtail's.

Without it everything still works, through Wagtail, with more queries.
"""

from django.urls import path, re_path

from curriculum import accepting, views

app_name = "curriculum"
urlpatterns = [
    path("", views.read, name="index"),
    path("perubahan/", accepting.changes, name="changes"),
    path("kejadian/", views.receive, name="events"),
    re_path(r"^(?P<path>(?:[\w\-]+/)+)$", views.read, name="read"),
]
