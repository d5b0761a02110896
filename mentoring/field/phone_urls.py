"""What a phone asks for: include it at `lapangan/`. The app's worker serves that path only."""

from django.urls import include, path

from mentoring.field.api import api

urlpatterns = [
    path("api/v1/", api.urls),
    path("", include("mentoring.field.app.urls")),
]
