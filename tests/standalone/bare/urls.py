from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

PLUGIN_URLS = {
    "curriculum": path("pelajaran/", include("curriculum.urls")),
    "mentoring": path("pendampingan/", include("mentoring.urls")),
    "mentoring_first_rooms": path("pendampingan/", include("mentoring.urls")),
    "certificates": path("", include("certificates.urls")),
}

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    PLUGIN_URLS[settings.PLUGIN],
    path("", include(wagtail_urls)),
]
