"""Every address of the site. Wagtail's pages come last: they answer whatever is left."""

from django.conf import settings
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from balai.accounts.wagtail_users import AccountView
from balai.media import serve_media
from balai.privacy.site_history import SiteHistory
from certificates.views.published import site_did

urlpatterns = [
    # One door: Wagtail's own sign-in page counts no tries, its account page asks for two names.
    path("admin/login/", RedirectView.as_view(pattern_name="accounts:sign_in", query_string=True)),
    path("admin/account/", require_admin_access(AccountView.as_view())),
    # Wagtail's history of the whole site follows no row: it would tell everybody in the office who
    # was written down where, and who complained. Ours tells of pages.
    path("admin/reports/site-history/", require_admin_access(SiteHistory.as_view())),
    path(
        "admin/reports/site-history/results/",
        require_admin_access(SiteHistory.as_view(results_only=True)),
    ),
    path("admin/", include(wagtailadmin_urls)),
    path("dokumen/", include(wagtaildocs_urls)),
    path("", include("balai.health.urls")),
    path("", include("balai.accounts.urls")),
    path("", include("balai.accounts.second_factor.urls")),
    path("", include("balai.privacy.urls")),
    path("", include("balai.inbox.urls")),
    path("", include("balai.home.urls")),
    path("", include("balai.first_run.urls")),
    path("pelajaran/", include("curriculum.urls")),
    path("pendampingan/", include("mentoring.urls")),
    path("lapangan/", include("mentoring.field.phone_urls")),
    # The address is the standard's (did:web).
    path(".well-known/did.json", site_did),
    path("", include("certificates.urls")),
    path("", include("certificates.api_urls")),
    path("", include(wagtail_urls)),
]
if settings.SERVE_MEDIA:
    urlpatterns.insert(0, re_path(r"^media/(?P<path>.*)$", serve_media))

handler403 = "balai.home.views.forbidden"
handler404 = "balai.home.views.not_found"
handler500 = "balai.home.views.server_error"
