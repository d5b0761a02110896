"""The short way to lessons. Mount it at the address of the lesson index, before Wagtail's.

Without it everything still works, through Wagtail, with more queries.
"""

from django.urls import path, re_path

from curriculum import accepting, assessing, papers, results, spoken_cards, views, writing_down

app_name = "curriculum"
urlpatterns = [
    path("", views.read, name="index"),
    path("perubahan/", accepting.changes, name="changes"),
    path("kejadian/", views.receive, name="events"),
    path("catat/", writing_down.people, name="people"),
    path("catat/<uuid:key>/", writing_down.lessons_done, name="lessons_done"),
    path("cetak/<int:page_id>/", papers.papers, name="papers"),
    re_path(r"^d/(?P<code>[0-9A-Za-z]{6})/$", spoken_cards.spoken_card, name="spoken_card"),
    path("hasil/", results.mine, name="results"),
    path("hasil/<uuid:key>/", results.of_person, name="results_of"),
    path("praktik/", assessing.occasions, name="practice"),
    path("praktik/foto/<uuid:pk>/", assessing.photo, name="practice_photo"),
    path("praktik/<str:key>/", assessing.occasion, name="practice_occasion"),
    path("praktik/<str:key>/<int:unit_id>/", assessing.sheet, name="practice_sheet"),
    path("praktik/<str:key>/hasil/<int:user_id>/", results.of_candidate, name="results_at"),
    re_path(r"^(?P<path>(?:[\w\-]+/)+)$", views.read, name="read"),
]
