from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

# Only the installed plugin's addresses may be imported.
PREFIXES = {
    "curriculum": ("pelajaran/", "curriculum.urls"),
    "mentoring": ("pendampingan/", "mentoring.urls"),
    "mentoring_first_rooms": ("pendampingan/", "mentoring.urls"),
    "mentoring_without_phones": ("pendampingan/", "mentoring.urls"),
    "certificates": ("", "certificates.urls"),
}
prefix, module = PREFIXES[settings.PLUGIN]

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path(prefix, include(module)),
    path("", include(wagtail_urls)),
]
