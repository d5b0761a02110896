"""Addresses of the installed rooms; a room that is not installed adds none."""

from django.apps import apps
from django.urls import include, path

_ROOMS = ("registry", "assignments", "reminders", "field", "sessions", "incubation")

urlpatterns = [
    path("", include(f"mentoring.{room}.urls"))
    for room in _ROOMS
    if apps.is_installed(f"mentoring.{room}")
]
