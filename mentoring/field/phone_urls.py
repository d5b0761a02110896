"""What a phone asks for: include it at `lapangan/`. The app's worker serves that path only."""

from django.urls import include, path

urlpatterns = [
    path("", include("mentoring.field.app.urls")),
]
