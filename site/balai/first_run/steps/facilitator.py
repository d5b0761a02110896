"""The first facilitator, with an account and a link to pass on: the plugin mentoring."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from balai.accounts.models import User
from balai.accounts.phones import normalised
from balai.accounts.services import invite
from balai.first_run.steps.step import Made, Step, StepRefused
from mentoring.assignments.services import register_facilitator
from mentoring.errors import MentoringError
from mentoring.registry.models import Sentra


class FacilitatorStep(Step):
    key = "pendamping"
    title = _("The first facilitator")
    words = _("She gets an account. At the end you get a link to pass on to her.")
    help_words = _("She chooses her password herself. A coordinator gives her the group later.")
    after = ("sentra",)

    full_name = forms.CharField(label=_("Name"), max_length=100)
    username = forms.CharField(
        label=_("Account name"),
        max_length=150,
        validators=get_user_model()._meta.get_field("username").validators,
        help_text=_("Small letters and digits, without spaces, for example siti.tutul."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=32,
        help_text=_("For example 0812 3456 7890."),
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )

    def clean_phone(self) -> str:
        return normalised(self.cleaned_data["phone"])

    def clean_username(self) -> str:
        username = self.cleaned_data["username"]
        if get_user_model().objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("This account name is taken. Choose another one."))
        return username

    @transaction.atomic
    def carry_out(self, by: User) -> Made:
        sentra = Sentra.objects.select_related("place").get(pk=self.first_run.made("sentra"))
        user = invite(
            groups=Group.objects.filter(name="facilitator"), invited_by=by, **self.cleaned_data
        )
        try:
            register_facilitator(user=user, home_place=sentra.place, registered_by=by)
        except MentoringError as refusal:
            raise StepRefused(refusal) from refusal
        return Made(user.full_name, user.pk)
