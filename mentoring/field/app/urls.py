"""Addresses of the app itself, under /lapangan/."""

from django.urls import URLPattern

app_name = "mentoring_field_app"
urlpatterns: list[URLPattern] = []
