"""Registrations: menu, screens, settings registers, desk, audit log."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from certificates import desk, office_urls, permissions
from certificates.personal_data import CertificateData
from certificates.viewsets import IssuerSettings


class StaffMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.works_for_an_issuer(request.user)


class StaffMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.works_for_an_issuer(request.user)


@hooks.register("register_admin_urls")
def screens() -> list[Any]:
    return [path("sertifikat/", include((office_urls.urlpatterns, "certificates_admin")))]


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    items = [
        StaffMenuItem(_("Trainings"), reverse_lazy("certificates_admin:occasions"), order=1),
        StaffMenuItem(_("Batches"), reverse_lazy("certificates_admin:batches"), order=2),
        StaffMenuItem(_("Register"), reverse_lazy("certificates_admin:register"), order=3),
        StaffMenuItem(_("Due for renewal"), reverse_lazy("certificates_admin:due"), order=6),
        SigningMenuItem(
            _("Waiting for a signature"),
            reverse_lazy("certificates_admin:signing_waiting"),
            order=5,
        ),
        StaffMenuItem(_("Printers"), reverse_lazy("certificates_admin:printers"), order=9),
        StaffMenuItem(_("Past certificates"), reverse_lazy("certificates_admin:past"), order=8),
        StaffMenuItem(_("Corrections"), reverse_lazy("certificates_admin:corrections"), order=4),
    ]
    return StaffMenu(
        _("Certificates"), Menu(items=items), icon_name="certificate", order=200, name="sertifikat"
    )


class SigningMenuItem(MenuItem):
    """Of heads alone: who signs is who sends out."""

    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.heads_an_issuer(request.user)


class DesignsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.can_keep_designs(request.user)


class KeysMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.can_keep_keys(request.user)


@hooks.register("register_settings_menu_item")
def designs_menu() -> MenuItem:
    address = reverse_lazy("certificates_admin:designs")
    return DesignsMenuItem(_("Certificate designs"), address, icon_name="certificate", order=800)


@hooks.register("register_settings_menu_item")
def keys_menu() -> MenuItem:
    address = reverse_lazy("certificates_admin:keys")
    return KeysMenuItem(_("Signing keys"), address, icon_name="key", order=801)


class RulesMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.can_keep_rules(request.user)


@hooks.register("register_settings_menu_item")
def rules_menu() -> MenuItem:
    url = reverse_lazy("certificates_admin:rule_sets")
    return RulesMenuItem(_("Rules of certificates"), url, icon_name="list-ul", order=900)


@hooks.register("register_icons")
def icons(names: list[str]) -> list[str]:
    return [*names, "certificates/icons/certificate.svg"]


@hooks.register("register_admin_viewset")
def settings_registers() -> IssuerSettings:
    return IssuerSettings()


@hooks.register("register_desk_items")
def desk_items(user: Any, today: date) -> Iterable[Any]:
    return desk.desk_items(user, today)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(
        "certificates.confirm", _("Confirm by hand"), _("Confirmations by hand changed")
    )
    actions.register_action("certificates.prepare", _("Prepare batch"), _("Batch prepared"))
    actions.register_action("certificates.approve", _("Approve batch"), _("Batch approved"))
    actions.register_action("certificates.cancel", _("Cancel batch"), _("Batch cancelled"))
    actions.register_action("certificates.retry", _("Repeat failed"), _("Failed ones repeated"))
    actions.register_action("certificates.stop", _("Stop batch"), _("Batch stopped"))
    actions.register_action("certificates.resume", _("Go on"), _("Batch goes on"))
    actions.register_action("certificates.void", _("Void number"), _("Number made void"))
    actions.register_action("certificates.print", _("Print batch"), _("Batch taken out as PDF"))
    actions.register_action("certificates.export", _("Export register"), _("Register exported"))
    actions.register_action("certificates.hold", _("Put under review"), _("Put under review"))
    actions.register_action("certificates.release", _("Release"), _("Released from review"))
    actions.register_action("certificates.replace", _("Replace"), _("Certificate replaced"))
    actions.register_action("certificates.decline", _("Decline"), _("Correction declined"))
    actions.register_action("certificates.handover", _("Hand over"), _("Handed over"))
    actions.register_action(
        "certificates.duplicate", _("Duplicate of a lost paper"), _("Duplicate printed")
    )
    actions.register_action("certificates.revoke", _("Revoke"), _("Certificate revoked"))
    actions.register_action("certificates.send_past", _("Send list"), _("Past list sent"))
    actions.register_action("certificates.keep_past", _("Keep list"), _("Past list kept"))
    actions.register_action(
        "certificates.take_back_past", _("Take list back"), _("Past list taken back")
    )
    actions.register_action("certificates.drop_past", _("Drop list"), _("Past list dropped"))
    actions.register_action("certificates.begin_design", _("Begin design"), _("Design begun"))
    actions.register_action(
        "certificates.approve_design", _("Approve design"), _("Design approved")
    )
    actions.register_action("certificates.retire_design", _("Retire design"), _("Design retired"))
    actions.register_action("certificates.fix_name", _("Name for print"), _("Printed name mended"))
    actions.register_action("certificates.rotate_key", _("New key"), _("New signing key made"))
    actions.register_action(
        "certificates.compromise_key", _("Key in other hands"), _("Signing key given up")
    )


@hooks.register("register_personal_data")
def data_of_certificates() -> CertificateData:
    return CertificateData()
