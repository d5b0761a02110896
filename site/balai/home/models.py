"""The front page, and what the organisation calls itself."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.images.models import SourceImageIOError
from wagtail.models import Page

from balai.home.colours import is_readable

DEFAULT_COLOUR = "#7a3e12"


_COLOUR = RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Write a colour as # and six digits."))


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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["menu"] = self.get_children().live().in_menu()
        return context


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
    controller = models.CharField(
        _("who decides about personal data"),
        max_length=120,
        blank=True,
        help_text=_("The office or body that owns the programme: the controller under the law."),
    )
    privacy_contact = models.CharField(
        _("whom to ask about one's data"),
        max_length=120,
        blank=True,
        help_text=_("A name or a post, for example “Data officer of the agency”."),
    )
    privacy_phone = models.CharField(_("phone for questions about data"), max_length=32, blank=True)
    privacy_email = models.EmailField(_("e-mail for questions about data"), blank=True)
    colour = models.CharField(
        _("main colour"),
        max_length=7,
        default=DEFAULT_COLOUR,
        validators=[_COLOUR],
        help_text=_("White text must stay readable on it."),
    )

    panels = [
        MultiFieldPanel(["name", "logo", "colour"], heading=_("Look")),
        MultiFieldPanel(["contact_phone", "contact_email", "address"], heading=_("Contact")),
        MultiFieldPanel(
            ["controller", "privacy_contact", "privacy_phone", "privacy_email"],
            heading=_("Personal data"),
        ),
    ]

    class Meta:
        verbose_name = _("organisation")

    def __str__(self) -> str:
        return self.name

    @cached_property
    def logo_url(self) -> str:
        """Address of the logo at twice the height pages show it in; "" without a logo."""
        if self.logo is None:
            return ""
        try:
            return self.logo.get_rendition("max-240x80").url
        except SourceImageIOError:
            return ""

    @cached_property
    def colour_sheet(self) -> str:
        """Address of the stylesheet with the main colour; "" when it is the usual one."""
        if self.colour.lower() == DEFAULT_COLOUR:
            return ""
        return reverse("home:colour_sheet", args=[self.colour.lower()[1:]])

    def clean(self) -> None:
        super().clean()
        if _COLOUR.regex.match(self.colour) and not is_readable(self.colour):
            raise ValidationError(
                {
                    "colour": ValidationError(
                        _(
                            "White letters on this colour are too hard to read. "
                            "Choose a darker one, for example #7a3e12."
                        ),
                        code="colour_contrast",
                    )
                }
            )
