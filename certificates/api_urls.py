"""The staff's JSON interface. Apart from `urls.py`, because it needs django-ninja."""

from django.urls import path

from certificates.api.interface import api

urlpatterns = [path("sertifikat/api/1/", api.urls)]
