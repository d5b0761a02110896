"""Registrations: menu, screens, settings registers, desk, audit log."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from certificates import desk, permissions
from certificates.personal_data import CertificateData
from certificates.views import staff
from certificates.viewsets import IssuerSettings

_screens = [
    path("", staff.occasions, name="occasions"),
    path("periksa/<int:type_pk>/", staff.check, name="check"),
    path("kelompok/", staff.batches, name="batches"),
    path("kelompok/<uuid:pk>/", staff.batch, name="batch"),
    path("kelompok/<uuid:pk>/kemajuan/", staff.progress, name="progress"),
    path("kelompok/<uuid:pk>/setujui/", staff.approve, name="approve"),
    path("kelompok/<uuid:pk>/batalkan/", staff.cancel, name="cancel"),
    path("kelompok/<uuid:pk>/ulangi/", staff.retry, name="retry"),
    path("kelompok/<uuid:pk>/cetak-<int:part>.pdf", staff.print_all, name="print_all"),
    path("kelompok/<uuid:pk>/semua.zip", staff.zip_all, name="zip_all"),
    path("daftar/", staff.register, name="register"),
    path("daftar/<uuid:pk>/", staff.certificate, name="certificate"),
    path("daftar/<uuid:pk>/sertifikat.pdf", staff.certificate_pdf, name="certificate_pdf"),
]


class StaffMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.works_for_an_issuer(request.user)


class StaffMenu(SubmenuMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return permissions.works_for_an_issuer(request.user)


@hooks.register("register_admin_urls")
def screens() -> list[Any]:
    return [path("sertifikat/", include((_screens, "certificates_admin")))]


@hooks.register("register_admin_menu_item")
def menu() -> MenuItem:
    items = [
        StaffMenuItem(_("Trainings"), reverse_lazy("certificates_admin:occasions"), order=1),
        StaffMenuItem(_("Batches"), reverse_lazy("certificates_admin:batches"), order=2),
        StaffMenuItem(_("Register"), reverse_lazy("certificates_admin:register"), order=3),
    ]
    return StaffMenu(
        _("Certificates"), Menu(items=items), icon_name="certificate", order=200, name="sertifikat"
    )


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
    actions.register_action("certificates.prepare", _("Prepare batch"), _("Batch prepared"))
    actions.register_action("certificates.approve", _("Approve batch"), _("Batch approved"))
    actions.register_action("certificates.cancel", _("Cancel batch"), _("Batch cancelled"))
    actions.register_action("certificates.retry", _("Repeat failed"), _("Failed ones repeated"))
    actions.register_action("certificates.print", _("Print batch"), _("Batch taken out as PDF"))
    actions.register_action("certificates.revoke", _("Revoke"), _("Certificate revoked"))


@hooks.register("register_personal_data")
def data_of_certificates() -> CertificateData:
    return CertificateData()
