"""Addresses of a person's own page and its parts."""

from collections.abc import Callable
from typing import Any

from django.urls import URLPattern, path

from mentoring.registry.views import consents, identifiers, personal_data, profiles


def of_a_person(tail: str, view: Callable[..., Any], name: str) -> list[URLPattern]:
    """The same page of oneself (`saya/…`) and of a person (`orang/<key>/…`)."""
    return [
        path(f"saya/{tail}", view, name="me" if name == "person" else f"my_{name}"),
        path(f"orang/<uuid:pk>/{tail}", view, name=name),
    ]


urlpatterns = [
    *of_a_person("", profiles.person_page, "person"),
    *of_a_person("ubah/", profiles.edit, "edit_profile"),
    *of_a_person("khusus/", profiles.specific_data, "specific_data"),
    *of_a_person("pekerjaan/", profiles.work, "work"),
    *of_a_person("pasfoto/", profiles.portrait, "portrait"),
    *of_a_person("pasfoto/gambar/", profiles.portrait_file, "portrait_file"),
    *of_a_person("nomor/<slug:kind>/", identifiers.enter, "enter_identifier"),
    *of_a_person("nomor/<slug:kind>/lihat/", identifiers.reveal, "reveal_identifier"),
    *of_a_person("persetujuan/", consents.consents, "consents"),
    *of_a_person("persetujuan/<slug:purpose>/", consents.consent, "consent"),
    *of_a_person("salinan/", personal_data.data_copies, "data_copies"),
    *of_a_person("hapus/", personal_data.ask_erasure, "ask_erasure"),
    path("salinan/<uuid:pk>/<slug:kind>/", personal_data.data_copy_file, name="data_copy_file"),
    path("permintaan-hapus/", personal_data.erasure_requests, name="erasure_requests"),
    path("permintaan-hapus/<uuid:pk>/", personal_data.erasure_request, name="erasure_request"),
    path("bukti-persetujuan/<uuid:pk>/", consents.proof, name="consent_proof"),
]
