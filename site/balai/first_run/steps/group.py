"""The first group of crafters: the plugin mentoring."""

from django import forms
from django.utils.translation import gettext_lazy as _

from balai.accounts.models import User
from balai.first_run.steps.step import Made, Step, StepRefused
from mentoring.errors import MentoringError
from mentoring.registry.models import Sentra
from mentoring.registry.services import create_group


class GroupStep(Step):
    key = "kelompok"
    title = _("The first group")
    words = _("A group of crafters of this craft centre. Members and more groups come later.")
    help_words = _("Write the name the members use themselves.")
    after = ("sentra",)

    name = forms.CharField(
        label=_("Name of the group"), max_length=120, help_text=_("For example Melati Tutul.")
    )
    hamlet = forms.CharField(label=_("Hamlet"), max_length=80, required=False)

    def carry_out(self, by: User) -> Made:
        sentra = Sentra.objects.get(pk=self.first_run.made("sentra"))
        try:
            group = create_group(
                name=self.cleaned_data["name"],
                sentra=sentra,
                hamlet=self.cleaned_data["hamlet"],
                created_by=by,
            )
        except MentoringError as refusal:
            raise StepRefused(refusal) from refusal
        return Made(group.name, group.pk)
