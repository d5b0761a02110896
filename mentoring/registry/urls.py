"""Addresses of the registry, under /pendampingan/."""

from django.urls import path

from mentoring.registry import person_urls
from mentoring.registry.views import (
    census,
    complaints,
    documents,
    place_search,
    reach,
    ties,
    vulnerability,
)

app_name = "mentoring_registry"
urlpatterns = [
    *person_urls.urlpatterns,
    path("dokumen/<uuid:pk>/", documents.group_document, name="group_document"),
    path("dokumen-gugus/<uuid:pk>/", documents.cluster_document, name="cluster_document"),
    path("tempat/", place_search.place_search, name="place_search"),
    path("tempat/cari.json", place_search.places_json, name="places_json"),
    path("jangkauan/", reach.reach, name="reach"),
    path("jangkauan/hitung/", reach.recount, name="recount_reach"),
    path("sensus/", census.census, name="census"),
    path("sensus/lembar/", census.sheet, name="census_sheet"),
    path("sensus/<uuid:pk>/", census.entry, name="census_entry"),
    path("sensus/<uuid:pk>/daftarkan/", census.enrol, name="enrol_census_entry"),
    path("orang/<uuid:pk>/kerentanan/", vulnerability.vulnerability, name="vulnerability"),
    path("orang/<uuid:pk>/hubungan/", ties.ties, name="ties"),
    path("hubungan/<uuid:pk>/selesai/", ties.end, name="end_tie"),
    path("keluhan/", complaints.leave, name="leave_complaint"),
    path("keluhan/jawaban/", complaints.find_receipt, name="find_receipt"),
    path("keluhan/jawaban/<slug:receipt>/", complaints.receipt, name="complaint_receipt"),
    path("keluhan/masuk/", complaints.incoming, name="complaints"),
    path("keluhan/catat/", complaints.key_in, name="key_complaint"),
    path("keluhan/masuk/<uuid:pk>/", complaints.one, name="complaint"),
    path("keluhan/masuk/<uuid:pk>/jawab/", complaints.answer, name="answer_complaint"),
    path("keluhan/masuk/<uuid:pk>/tutup-dari/", complaints.keep_from, name="keep_complaint_from"),
    *(
        path(
            f"keluhan/masuk/<uuid:pk>/{step}/",
            complaints.step,
            {"step": step},
            name=f"complaint_{step}",
        )
        for step in ("tangani", "selesai", "naik")
    ),
]
