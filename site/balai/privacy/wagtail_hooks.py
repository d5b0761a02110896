"""Registrations of privacy: the desk, the log's actions, the report."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from balai.home.desk import Tile
from balai.privacy.audit import AuditReport
from balai.privacy.models import Breach
from balai.privacy.permissions import can_see_audit
from balai.privacy.retention import rules_of_the_site


@hooks.register("register_desk_items")
def breaches_on_the_desk(user: Any, today: date) -> Iterator[Tile]:
    """The countdown, for whoever has to tell people and authority."""
    if not user.has_perm("privacy.view_breach"):
        return
    address = reverse("privacy:breaches")
    waiting = []
    if user.has_perm("privacy.change_breach"):
        waiting = list(Breach.objects.not_closed().order_by("noticed_at"))
    if waiting:
        yield Tile(
            "waiting",
            _("Personal data leaked"),
            address,
            sentence=_clock(waiting[0]),
            count=len(waiting),
            picture="warning",
            order=1,
        )
    else:
        yield Tile("link", _("Data breaches"), address, picture="lock", order=970)


def _clock(breach: Breach) -> str:
    hours = breach.hours_left(timezone.now())
    if hours < 0:
        return _("The 3 x 24 hours are over. Tell people and authority now.")
    return ngettext("%d hour left to tell", "%d hours left to tell", hours) % hours


hooks.register("register_retention_rules", rules_of_the_site)


@hooks.register("register_log_actions")
def privacy_log_actions(actions: Any) -> None:
    for name, label in {
        "breach_recorded": gettext_lazy("Record a data breach"),
        "breach_changed": gettext_lazy("Change a data breach"),
        "breach_told": gettext_lazy("Tell somebody of a data breach"),
        "breach_closed": gettext_lazy("Close a data breach"),
        "retention": gettext_lazy("Delete what was kept too long"),
        "audit_exported": gettext_lazy("Export the log"),
    }.items():
        actions.register_action(f"privacy.{name}", label, label)


@hooks.register("register_admin_urls")
def report_addresses() -> list[Any]:
    addresses = [
        path("", AuditReport.as_view(), name="audit"),
        path("results/", AuditReport.as_view(results_only=True), name="audit_results"),
    ]
    return [path("reports/catatan/", include((addresses, "privacy_reports")))]


class AuditMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return can_see_audit(request.user)


@hooks.register("register_reports_menu_item")
def audit_in_the_menu() -> MenuItem:
    return AuditMenuItem(
        gettext_lazy("Who read, changed and exported what"),
        reverse("privacy_reports:audit"),
        name="audit",
        icon_name="history",
        order=900,
    )
