"""Bodies that issue certificates, who works there, and who signs."""

from datetime import date

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model_string

from certificates.intervals import DatedRow, on_day
from certificates.numbers import DEFAULT_PATTERN, grouped_nip, validate_pattern
from certificates.scopes import VisibleQuerySet


class TimeZone(models.TextChoices):
    """Indonesia's three zones; none has summer time. It decides the date of issue."""

    WIB = "Asia/Jakarta", "WIB"
    WITA = "Asia/Makassar", "WITA"
    WIT = "Asia/Jayapura", "WIT"


class IssuerQuerySet(VisibleQuerySet):
    pass


class Issuer(models.Model):
    """A training body, for example a UPT BLK. Its members prepare, approve and revoke."""

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[A-Z0-9-]+$", _("Use capital letters, digits and hyphens."))],
        help_text=_("Printed in certificate numbers, for example UPT-BLK-JEMBER."),
    )
    name_id = models.CharField(_("name in Indonesian"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    head_title = models.CharField(
        _("title of the head"),
        max_length=120,
        blank=True,
        help_text=_("As the certificate says it, for example “Kepala UPT BLK Jember”."),
    )
    header_lines = models.TextField(
        _("lines at the top"),
        blank=True,
        help_text=_("One line each, for example province, office, training body."),
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    signing_place = models.CharField(
        _("place of signing"), max_length=60, help_text=_("Printed before the date.")
    )
    footer_line = models.CharField(
        _("line at the bottom"),
        max_length=200,
        blank=True,
        help_text=_("For example the regulation the training follows."),
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    contact = models.CharField(
        _("contact for questions"), max_length=120, blank=True, help_text=_("Shown to verifiers.")
    )
    time_zone = models.CharField(
        _("time zone"), max_length=32, choices=TimeZone.choices, default=TimeZone.WIB
    )
    number_pattern = models.CharField(
        _("number pattern"), max_length=120, default=DEFAULT_PATTERN, validators=[validate_pattern]
    )
    is_sample = models.BooleanField(
        _("sample issuer"),
        default=False,
        help_text=_("Its documents say CONTOH and are not official."),
    )

    objects = IssuerQuerySet.as_manager()

    class Meta:
        verbose_name = _("issuer")
        verbose_name_plural = _("issuers")
        ordering = ["code"]
        permissions = [("view_all_issuer", "Can see every issuer")]

    def __str__(self) -> str:
        return self.name_id


class IssuerRole(models.TextChoices):
    CLERK = "clerk", _("clerk")
    HEAD = "head", _("head")
    INSTRUCTOR = "instructor", _("instructor")
    AUDITOR = "auditor", _("auditor")


# Who may say by hand what somebody earned.
CONFIRMERS = (IssuerRole.CLERK, IssuerRole.HEAD, IssuerRole.INSTRUCTOR)


class IssuerMembershipQuerySet(VisibleQuerySet):
    def on(self, day: date) -> "IssuerMembershipQuerySet":
        return self.filter(on_day(day))


class IssuerMembership(DatedRow):
    """What somebody does at an issuer, from when until when. Roles hold where this row is."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.PROTECT,
        related_name="issuer_memberships",
    )
    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=IssuerRole.choices)

    objects = IssuerMembershipQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("issuer membership")
        verbose_name_plural = _("issuer memberships")
        ordering = ["issuer", "role", "user"]
        permissions = [("view_all_issuermembership", "Can see every issuer membership")]
        constraints = [
            *DatedRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "issuer", "role"],
                condition=models.Q(ends_on__isnull=True),
                name="one_open_membership_per_user_issuer_and_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.issuer}"


class SignatoryPrefix(models.TextChoices):
    """How the signer stands to the office: its holder, acting, or on its behalf."""

    NONE = "", _("holder of the office")
    ACTING = "Plt.", _("Plt. (acting)")
    ON_BEHALF = "a.n.", _("a.n. (on behalf of)")


class SignatoryQuerySet(VisibleQuerySet):
    def on(self, day: date) -> "SignatoryQuerySet":
        return self.filter(on_day(day))


class Signatory(DatedRow):
    """Who signs for an issuer, from when until when. Printed as it stands on the issue date."""

    issuer = models.ForeignKey(
        Issuer, verbose_name=_("issuer"), on_delete=models.PROTECT, related_name="signatories"
    )
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("official title"), max_length=120)
    prefix = models.CharField(
        _("signs as"), max_length=8, choices=SignatoryPrefix.choices, blank=True, default=""
    )
    rank = models.CharField(_("rank"), max_length=60, blank=True)
    nip = models.CharField(
        _("NIP"),
        max_length=18,
        blank=True,
        validators=[RegexValidator(r"^\d{18}$", _("A NIP has 18 digits, without spaces."))],
    )

    objects = SignatoryQuerySet.as_manager()

    class Meta(DatedRow.Meta):
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["issuer", "-starts_on"]
        permissions = [("view_all_signatory", "Can see every signatory")]

    def __str__(self) -> str:
        return f"{self.name}, {self.printed_title}"

    @property
    def printed_title(self) -> str:
        return f"{self.prefix} {self.title}".strip()

    @property
    def printed_nip(self) -> str:
        return grouped_nip(self.nip)
