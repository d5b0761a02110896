"""The short way to lessons. Mount it at the address of the lesson index, before Wagtail's.

Without it everything still works, through Wagtail, with more queries.
"""

from django.urls import path, re_path

from curriculum import accepting, spoken_cards, views, writing_down

app_name = "curriculum"
urlpatterns = [
    path("", views.read, name="index"),
    path("perubahan/", accepting.changes, name="changes"),
    path("kejadian/", views.receive, name="events"),
    path("catat/", writing_down.people, name="people"),
    path("catat/<uuid:key>/", writing_down.lessons_done, name="lessons_done"),
    re_path(r"^d/(?P<code>[0-9A-Za-z]{6})/$", spoken_cards.spoken_card, name="spoken_card"),
    re_path(r"^(?P<path>(?:[\w\-]+/)+)$", views.read, name="read"),
]
