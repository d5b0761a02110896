"""Addresses of the app itself, under /lapangan/."""

from django.urls import path

from mentoring.field.app import shell

app_name = "mentoring_field_app"
urlpatterns = [
    path("", shell.page, name="home"),
    # The code of an enrolment stands behind the "#": browsers never send it.
    path("mulai/", shell.page, name="start"),
    path("aplikasi.webmanifest", shell.app_manifest, name="manifest"),
    # Here and not below static/: a browser lets a service worker serve its own folder.
    path("sw.js", shell.worker, name="worker"),
]
