"""Registers that administrators keep: issuers, their people, signatories, rules and types."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.views.generic.models import IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from certificates.models import CertificateType, Issuer, IssuerMembership, RuleSet, Signatory


class JoinedIndexView(IndexView):
    """A list whose rows name other rows: read with them, not one by one."""

    joined: tuple[str, ...] = ()

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related(*self.joined)


class JoinedViewSet(ModelViewSet):
    """`joined`: the foreign keys that the list shows, and those their own names need."""

    joined: tuple[str, ...] = ()

    index_view_class = JoinedIndexView

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(joined=self.joined, **kwargs)


class IssuerViewSet(ModelViewSet):
    model = Issuer
    icon = "home"
    add_to_admin_menu = False
    list_display = ["name_id", "code", "signing_place", "is_sample"]
    search_fields = ["name_id", "code"]
    panels = [
        MultiFieldPanel(["code", "name_id", "name_en", "head_title"], heading=_("Names")),
        MultiFieldPanel(
            ["header_lines", "address", "signing_place", "footer_line", "logo"],
            heading=_("On the paper"),
        ),
        MultiFieldPanel(["number_pattern", "time_zone"], heading=_("Numbers and dates")),
        MultiFieldPanel(["contact", "is_sample"], heading=_("For verifiers")),
    ]


class IssuerMembershipViewSet(JoinedViewSet):
    model = IssuerMembership
    joined = ("user", "issuer")
    icon = "group"
    list_display = ["user", "issuer", "role", "starts_on", "ends_on"]
    list_filter = ["issuer", "role"]
    panels = [FieldPanel(name) for name in ("user", "issuer", "role", "starts_on", "ends_on")]


class SignatoryViewSet(JoinedViewSet):
    model = Signatory
    joined = ("issuer",)
    icon = "edit"
    list_display = ["name", "printed_title", "issuer", "starts_on", "ends_on"]
    list_filter = ["issuer"]
    panels = [
        FieldPanel(name)
        for name in (
            "issuer",
            "name",
            "prefix",
            "title",
            "rank",
            "nip",
            "starts_on",
            "ends_on",
        )
    ]


class CertificateTypeViewSet(JoinedViewSet):
    model = CertificateType
    joined = ("issuer", "rule_set", "template")
    icon = "doc-full"
    list_display = ["title_id", "issuer", "rule_set", "template", "is_active"]
    list_filter = ["issuer", "is_active"]
    panels = [
        *(FieldPanel(name) for name in ("issuer", "code", "title_id", "title_en")),
        *(FieldPanel(name) for name in ("rule_set", "template", "number_pattern")),
        MultiFieldPanel(
            ["validity_months", "renewal_days_before", "renewal_days_after", "renewal_rule_set"],
            heading=_("How long it is valid"),
        ),
        *(FieldPanel(name) for name in ("sign_mode", "gives_badge", "is_active")),
    ]


class RuleSetViewSet(JoinedViewSet):
    """Read only: a change is a new version (`services.create_rule_set`)."""

    model = RuleSet
    joined = ("issuer",)
    icon = "list-ul"
    list_display = ["name", "issuer", "code", "version"]
    list_filter = ["issuer"]
    inspect_view_enabled = True
    exclude_form_fields: list[str] = []


class IssuerSettings(ModelViewSetGroup):
    """Menu for those who may change how certificates are made, never who gets one."""

    menu_label = _("Certificate settings")
    menu_icon = "cog"
    menu_order = 610
    items = (
        IssuerViewSet("certificate_issuers"),
        IssuerMembershipViewSet("certificate_memberships"),
        SignatoryViewSet("certificate_signatories"),
        CertificateTypeViewSet("certificate_types"),
        RuleSetViewSet("certificate_rule_sets"),
    )
