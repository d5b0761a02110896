from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.images.fields import WagtailImageField

from balai.accounts.models import User
from balai.first_run.steps.step import Made, Step
from balai.home.models import Organisation


class OrganisationStep(Step):
    key = "lembaga"
    may_repeat = True
    title = _("Your organisation")
    words = _("Name and logo stand at the top of every page and on papers.")
    help_words = _("The logo can be a photo or drawing, as PNG, JPEG or WebP. It can come later.")

    name = forms.CharField(label=_("Name of the organisation"), max_length=80)
    logo = WagtailImageField(label=_("Logo"), required=False)
    contact_phone = forms.CharField(
        label=_("Phone number for questions"),
        required=False,
        max_length=32,
        help_text=_("Stands under “Help” on every page."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.key in self.first_run.done:
            organisation = Organisation.load()
            self.initial = {
                "name": organisation.name,
                "contact_phone": organisation.contact_phone,
            } | self.initial

    @transaction.atomic
    def carry_out(self, by: User) -> Made:
        organisation = Organisation.load()
        organisation.name = self.cleaned_data["name"]
        organisation.contact_phone = self.cleaned_data["contact_phone"]
        if self.cleaned_data["logo"]:
            organisation.logo = get_image_model().objects.create(
                title=self.cleaned_data["name"],
                file=self.cleaned_data["logo"],
                uploaded_by_user=by,
            )
        organisation.save()
        return Made(organisation.name, organisation.pk)
