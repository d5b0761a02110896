"""How a certificate looks: designs, and their versions that never change."""

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def _person(words: Any) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=words,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )


class CertificateTemplate(models.Model):
    """A design by name. Its versions hold what is printed; the newest is used."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("certificate design")
        verbose_name_plural = _("certificate designs")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def version_in_use(self) -> "TemplateVersion | None":
        """The newest approved version, None while there is none."""
        return self.versions.filter(state=DesignState.APPROVED).order_by("-number").first()


class DesignState(models.TextChoices):
    """Only a DRAFT changes. APPROVED is what new batches take; RETIRED no new batch takes, and
    what was prepared with it is printed as it was."""

    DRAFT = "draft", _("draft")
    APPROVED = "approved", _("in use")
    RETIRED = "retired", _("no longer used")


class TemplateVersion(models.Model):
    """One state of a design, frozen when it is approved; a change then is a new version.

    The pages and the style are kept here. Fonts and drawings lie in the package's folder
    `designs/<folder>/`; `assets` keeps the SHA-256 of each, and `digest` that of all
    together, so that a changed file is refused instead of printed.
    """

    template = models.ForeignKey(
        CertificateTemplate,
        verbose_name=_("design"),
        on_delete=models.PROTECT,
        related_name="versions",
    )
    number = models.PositiveIntegerField(_("version"))
    folder = models.CharField(_("folder"), max_length=60)
    front_html = models.TextField(_("front page"))
    back_html = models.TextField(_("back page"), blank=True)
    style_css = models.TextField(_("style"))
    assets = models.JSONField(_("assets"), default=dict)
    drawing_html = models.TextField(_("drawing under the pages"), blank=True)
    choices = models.JSONField(_("choices of the form"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=DesignState.choices, default=DesignState.DRAFT
    )
    made_by = _person(_("made by"))
    approved_by = _person(_("approved by"))
    approved_at = models.DateTimeField(_("approved at"), null=True, blank=True)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)
    digest = models.CharField(_("digest"), max_length=64)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("design version")
        verbose_name_plural = _("design versions")
        ordering = ["template", "-number"]
        default_permissions = ()
        permissions = [("keep_templateversion", "Can draw, approve and retire designs")]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="one_design_version_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("certificates_admin:design", args=[self.pk])
