"""The short way to lessons. Mount it at the address of the lesson index, before Wagtail's.

Without it everything still works, through Wagtail, with more queries.
"""

from django.urls import path, re_path, register_converter

from curriculum import (
    accepting,
    assessing,
    paper_checks,
    papers,
    results,
    spoken_cards,
    views,
    whole_numbers,
    writing_down,
)
from curriculum.phone import app, handing_out, readers

app_name = "curriculum"
register_converter(whole_numbers.KeyConverter, "key")
urlpatterns = [
    path("", views.read, name="index"),
    path("perubahan/", accepting.changes, name="changes"),
    path("kejadian/", views.receive, name="events"),
    path("hp/", app.shelf, name="phone"),
    path("hp/gaya.css", app.style, name="phone_style"),
    path("hp/kunci.txt", app.key, name="phone_key"),
    path("hp/aplikasi.webmanifest", app.app_manifest, name="phone_app"),
    path("hp/wajah/<slug:name>.svg", app.face, name="phone_face"),
    path("hp/<slug:name>.js", app.script, name="phone_script"),
    path("hp/paket/<key:module_id>/", handing_out.pack, name="pack"),
    path("hp/paket/<key:module_id>/<key:release_id>/", handing_out.pack, name="pack_of_release"),
    path(
        "hp/paket/<key:module_id>/<key:release_id>/<slug:language>/",
        handing_out.pack,
        name="pack_in_language",
    ),
    path("hp/terbaru/", handing_out.latest, name="latest_packs"),
    re_path(r"^hp/berkas/(?P<digest>[0-9a-f]{64})/$", handing_out.pack_page, name="pack_page"),
    path("hp/saya/", readers.me, name="phone_me"),
    path("hp/masuk/", readers.sign_in, name="phone_sign_in"),
    path("hp/pembaca/", readers.give_key, name="phone_reader"),
    path("hp/kirim/", readers.send, name="phone_send"),
    path("hp/lupakan/", readers.forget_reader, name="phone_forget"),
    path("hp/kemajuan/", readers.progress, name="phone_progress"),
    # Here and not below `hp/`: a browser lets a service worker serve its own folder.
    path("sw.js", app.worker, name="worker"),
    path("catat/", writing_down.people, name="people"),
    path("catat/<uuid:key>/", writing_down.lessons_done, name="lessons_done"),
    path("catat/<uuid:key>/lembar/", paper_checks.sheets, name="paper_checks"),
    path("catat/<uuid:key>/lembar/<key:release_id>/", paper_checks.sheet, name="paper_check"),
    path(
        "catat/<uuid:key>/lembar/<key:release_id>/<uuid:form_id>/",
        paper_checks.result,
        name="paper_check_result",
    ),
    path("cetak/<key:page_id>/", papers.papers, name="papers"),
    re_path(r"^d/(?P<code>[0-9A-Za-z]{6})/$", spoken_cards.spoken_card, name="spoken_card"),
    path("hasil/", results.mine, name="results"),
    path("hasil/<uuid:key>/", results.of_person, name="results_of"),
    path("praktik/", assessing.occasions, name="practice"),
    path("praktik/foto/<uuid:pk>/", assessing.photo, name="practice_photo"),
    path("praktik/<str:key>/", assessing.occasion, name="practice_occasion"),
    path("praktik/<str:key>/<key:unit_id>/", assessing.sheet, name="practice_sheet"),
    path("praktik/<str:key>/hasil/<key:user_id>/", results.of_candidate, name="results_at"),
    re_path(r"^(?P<path>(?:[\w\-]+/)+)$", views.read, name="read"),
]
