"""Addresses of the registry, under /pendampingan/."""

from django.urls import path

from mentoring.registry.views import documents

app_name = "mentoring_registry"
urlpatterns = [
    path("dokumen/<uuid:pk>/", documents.group_document, name="group_document"),
    path("dokumen-gugus/<uuid:pk>/", documents.cluster_document, name="cluster_document"),
]
