"""The first craft centre and the village it lies in: the plugin mentoring."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.validators import RegexValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from balai.accounts.models import User
from balai.first_run.steps.step import Made, Step
from mentoring.registry.models import MandateRole, Place, TimeZone
from mentoring.registry.services import create_sentra, grant_mandate


class SentraStep(Step):
    key = "sentra"
    title = _("Craft centre and village")
    words = _("Where the crafters work.")
    help_words = _(
        "You become programme manager of the province, so that the work can begin. "
        "Coordinators get their mandates from you. The village code stands on the village's "
        "letters. It has ten digits, for example 35.09.10.2003."
    )

    village_code = forms.CharField(
        label=_("Official village code"),
        max_length=13,
        validators=[
            RegexValidator(
                r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$",
                _("Write the code with full stops, for example 35.09.10.2003."),
            )
        ],
    )
    village = forms.CharField(label=_("Village or town quarter"), max_length=100)
    district = forms.CharField(label=_("District"), max_length=100)
    regency = forms.CharField(label=_("Regency or town"), max_length=100)
    province = forms.CharField(label=_("Province"), max_length=100)
    name = forms.CharField(
        label=_("Name of the craft centre"),
        max_length=120,
        help_text=_("For example Sentra Manik-Manik Tutul."),
    )
    craft = forms.CharField(
        label=_("Craft"), max_length=80, help_text=_("For example beads or pottery.")
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=TimeZone.choices)

    @transaction.atomic
    def carry_out(self, by: User) -> Made:
        answers = self.cleaned_data
        sentra = create_sentra(
            name=answers["name"],
            craft=answers["craft"],
            place=_village(answers),
            time_zone=answers["time_zone"],
            created_by=by,
        )
        _manage_the_province(by, sentra.place)
        return Made(f"{sentra.name}, {sentra.place.name}", sentra.pk)


def _village(answers: dict[str, Any]) -> Place:
    """The village with the areas around it; areas that are known keep their names."""
    parts = answers["village_code"].split(".")
    place: Place | None = None
    for depth, level in enumerate(["province", "regency", "district", "village"], start=1):
        place, _is_new = Place.objects.get_or_create(
            code=".".join(parts[:depth]), defaults={"name": answers[level], "parent": place}
        )
    assert place is not None  # noqa: S101 - the loop ran four times
    return place


def _manage_the_province(by: User, village: Place) -> None:
    """Nobody gives herself a mandate in the office; without a first one nobody could begin."""
    by.groups.add(*Group.objects.filter(name=MandateRole.MANAGER))
    grant_mandate(
        user=by,
        role=MandateRole.MANAGER,
        place=Place.objects.get(code=village.code.split(".")[0]),
        starts_on=timezone.localdate(),
        granted_by=by,
    )
