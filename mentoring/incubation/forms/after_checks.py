"""What people write about graduates."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.forms import DayForm, day_field
from mentoring.incubation.models import CheckOutcome

_YES_NO = (("yes", _("Yes")), ("no", _("No")))


def yes_no_field(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=_YES_NO, coerce=lambda said: said == "yes", widget=forms.RadioSelect
    )


class AfterCheckForm(forms.Form):
    """Three questions, what was found, and what was seen."""

    still_meets = yes_no_field(_("Does the group still meet?"))
    keeps_books = yes_no_field(_("Does it keep its books?"))
    decides_alone = yes_no_field(_("Does it decide without its facilitator?"))
    outcome = forms.ChoiceField(
        label=_("What did you find?"), choices=CheckOutcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("What you saw"),
        help_text=_("A few words. Name no single member."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    answered_on = day_field(_("Day"), _("The day you were with the group."))


class ReopenForm(DayForm):
    """Why a graduate is followed again, from which day."""

    reason = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    field_order = ("reason", "day")
