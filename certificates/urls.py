"""Public pages and the holder's own. Staff screens stand in `wagtail_hooks.py`."""

from django.urls import path

from certificates.views import (
    companions,
    confirmations,
    holders,
    public,
    published,
    saved,
)

app_name = "certificates"
urlpatterns = [
    path("periksa/", public.check, name="check"),
    path("c/", saved.page, name="saved"),
    # Here and not below static/: a browser lets a service worker serve its own folder.
    path("c/sw.js", saved.worker, name="worker"),
    path("c/kunci.json", saved.keys, name="keys"),
    path("c/pencabutan.json", saved.revocations, name="revocations"),
    path("c/<str:code>/", public.verify_code, name="verify"),
    path("c/<str:code>/lencana.jwt", published.credential, name="credential"),
    path("c/<str:code>/cocokkan/", public.compare_paper, name="compare"),
    path("penerbit/<slug:code>/did.json", published.did, name="did"),
    path(
        "penerbit/<slug:code>/status/<slug:purpose>/<int:number>.jwt",
        published.status_list,
        name="status_list",
    ),
    path("sertifikat-saya/", holders.mine, name="mine"),
    path("sertifikat-saya/<uuid:pk>/pengganti/", holders.lead_on, name="lead_on"),
    path("sertifikat/<uuid:pk>/koreksi/", companions.ask_correction, name="ask_correction"),
    path("sertifikat/konfirmasi/", confirmations.trainings, name="confirmations"),
    path("sertifikat/konfirmasi/<int:pk>/", confirmations.confirm, name="confirm"),
    path("sertifikat-kelompok/", companions.group_certificates, name="of_groups"),
    path("sertifikat-saya/<uuid:pk>/pdf/", holders.my_pdf, name="my_pdf"),
]
