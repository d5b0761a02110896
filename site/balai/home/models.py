"""The front page, and what the organisation calls itself."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Page

from balai.home.colours import contrast_with_white

MINIMUM_CONTRAST = 4.5  # WCAG 2.2, success criterion 1.4.3


class HomePage(Page):
    """The front page: one sentence of welcome; tiles lead to lessons and to checking papers."""

    welcome = models.CharField(_("welcome sentence"), max_length=160, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("welcome")]
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"
    max_count = 1

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")


@register_setting(icon="home")
class Organisation(BaseGenericSetting):
    """Name, logo, contact and colour used on pages, in mail and on PDFs."""

    name = models.CharField(_("organisation name"), max_length=80, default="Pendamping")
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    contact_phone = models.CharField(_("contact phone"), max_length=32, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    colour = models.CharField(
        _("main colour"),
        max_length=7,
        default="#7a3e12",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six digits."))],
        help_text=_("White text must stay readable on it."),
    )

    panels = [
        MultiFieldPanel(["name", "logo", "colour"], heading=_("Look")),
        MultiFieldPanel(["contact_phone", "contact_email", "address"], heading=_("Contact")),
    ]

    class Meta:
        verbose_name = _("organisation")

    def clean(self) -> None:
        super().clean()
        if contrast_with_white(self.colour) < MINIMUM_CONTRAST:
            raise ValidationError(
                {
                    "colour": ValidationError(
                        _(
                            "White letters on this colour are too hard to read. "
                            "Choose a darker one."
                        ),
                        code="colour_contrast",
                    )
                }
            )
