"""Addresses of this room, under /pendampingan/."""

from django.urls import URLPattern

app_name = "mentoring_field"
urlpatterns: list[URLPattern] = []
