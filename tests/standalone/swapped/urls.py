from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("pelajaran/", include("curriculum.urls")),
    path("pendampingan/", include("mentoring.urls")),
    path("", include("certificates.urls")),
    path("", include(wagtail_urls)),
]
