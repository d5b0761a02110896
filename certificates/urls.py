"""Public pages and the holder's own. Staff screens stand in `wagtail_hooks.py`."""

from django.urls import path

from certificates.views import holders, public

app_name = "certificates"
urlpatterns = [
    path("periksa/", public.check, name="check"),
    path("c/<str:code>/", public.verify_code, name="verify"),
    path("sertifikat-saya/", holders.mine, name="mine"),
    path("sertifikat-saya/<uuid:pk>/pdf/", holders.my_pdf, name="my_pdf"),
]
