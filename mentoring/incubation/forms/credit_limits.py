"""What people type about limits of subsidised credit."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms import DayInput

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

# Codes that `kur_readiness.py` reads -> what they limit, with the unit.
LIMIT_WORDS: "dict[str, StrPromise]" = {
    "super_micro_most": _("Super-micro loan, at most (rupiah)"),
    "super_micro_interest": _("Super-micro loan, interest a year (%)"),
    "micro_most": _("Micro loan, at most (rupiah)"),
    "micro_interest_1": _("Micro loan, first time, interest a year (%)"),
    "micro_interest_2": _("Micro loan, second time, interest a year (%)"),
    "micro_interest_3": _("Micro loan, third time, interest a year (%)"),
    "micro_interest_4": _("Micro loan, fourth time and on, interest a year (%)"),
    "business_months": _("Age of the business, at least (months)"),
    "instalment_share": _("Instalment, at most of the income (%)"),
}


class CreditLimitForm(forms.Form):
    """A new value of one limit, from which day on, and by which rule."""

    code = forms.ChoiceField(label=_("Limit"), choices=list(LIMIT_WORDS.items()))
    value = forms.DecimalField(
        label=_("New value"), min_value=0, max_digits=15, decimal_places=2, localize=True
    )
    starts_on = forms.DateField(
        label=_("From"), help_text=_("The first day on which it holds."), widget=DayInput()
    )
    source = forms.CharField(
        label=_("By which rule"), help_text=_("Number and year of the regulation."), max_length=120
    )
