"""How a certificate looks: designs, and their versions that never change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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


class TemplateVersion(models.Model):
    """One frozen state of a design. Nothing edits a row; a change is a new version.

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
    digest = models.CharField(_("digest"), max_length=64)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("design version")
        verbose_name_plural = _("design versions")
        ordering = ["template", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "number"], name="one_design_version_per_number"
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} v{self.number}"
