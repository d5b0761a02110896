"""Forms of study visits: asked for, answered, bought on, promised, checked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.phones import e164
from mentoring.registry.forms import DayInput
from mentoring.registry.models import CrafterGroup, Person, Sentra
from mentoring.registry.name_keys import name_key
from mentoring.sessions.models import Adoption, StudyPurpose
from mentoring.sessions.rupiah import parse_rupiah
from mentoring.sessions.services import Wish


class AskForm(forms.Form):
    """What guests tell who want to come; no account."""

    body = forms.CharField(label=_("Your office or group"), max_length=120)
    contact_name = forms.CharField(label=_("Whom do we answer?"), max_length=100)
    contact_phone = forms.CharField(
        label=_("Phone"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    contact_email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("A phone or an e-mail address is enough.")
    )
    sentra = forms.ModelChoiceField(label=_("What do you want to see?"), queryset=None)
    wished_on = forms.DateField(label=_("On which day?"), widget=DayInput)
    people_count = forms.IntegerField(label=_("How many people come?"), min_value=1, max_value=500)
    purpose = forms.ChoiceField(
        label=_("What do you want to learn?"),
        choices=StudyPurpose.choices,
        widget=forms.RadioSelect,
        initial=StudyPurpose.PROCESS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sentra"].queryset = Sentra.objects.order_by("name")

    def clean_contact_phone(self) -> str:
        try:
            return e164(self.cleaned_data["contact_phone"])
        except ValueError as unreadable:
            raise ValidationError(
                _(
                    "This does not look like a phone number. "
                    "Write it as on the card, for example 0812 3456 7890."
                )
            ) from unreadable

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        told = said.get("contact_phone") or said.get("contact_email")
        if not told and not {"contact_phone", "contact_email"} & set(self.errors):
            self.add_error("contact_phone", _("Write a phone number or an e-mail address."))
        return said

    def wish(self) -> Wish:
        return Wish(**self.cleaned_data)


class ApproveForm(forms.Form):
    group = forms.ModelChoiceField(label=_("Host"), queryset=None)
    planned_on = forms.DateField(label=_("Day"), widget=DayInput)
    answer = forms.CharField(label=_("Answer to the guests"), max_length=300, required=False)

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups


class AgreeForm(forms.Form):
    """Nothing to fill in: who goes, where and when was said by who asked."""


class AnswerVisitForm(forms.Form):
    answer = forms.CharField(label=_("Why"), max_length=300)


class OutgoingForm(forms.Form):
    """A group goes to learn somewhere else."""

    body = forms.CharField(label=_("Who is visited?"), max_length=120)
    purpose = forms.ChoiceField(label=_("What for?"), choices=StudyPurpose.choices)
    planned_on = forms.DateField(label=_("Day"), widget=DayInput)
    host_group = forms.ModelChoiceField(
        label=_("Is it a group of ours?"),
        queryset=CrafterGroup.objects.none(),
        required=False,
        empty_label=_("no"),
    )
    host_person = forms.CharField(
        label=_("Who shows you round?"),
        max_length=100,
        required=False,
        help_text=_(
            "Only if she is registered here, so that nobody learns at her own juragan's. "
            "Otherwise leave it empty."
        ),
    )
    participants = forms.ModelMultipleChoiceField(
        label=_("Who goes along?"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, people: Any, groups: Any, hosts: "QuerySet[Person]", **kwargs: Any
    ) -> None:
        """hosts: the registered people the reader of the form may find by name."""
        super().__init__(*args, **kwargs)
        self.hosts = hosts
        self.fields["participants"].queryset = people
        self.fields["host_group"].queryset = groups

    def clean_host_person(self) -> Person | None:
        name = self.cleaned_data["host_person"].strip()
        if not name:
            return None
        found = list(self.hosts.filter(name_key=name_key(name)).order_by("pk")[:2])
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(
                _("Several people are called so. Write the full name, or leave it empty.")
            )
        raise ValidationError(
            _("Nobody of this name is registered here. Check the name, or leave it empty.")
        )


class RupiahField(forms.CharField):
    """Cleans to whole rupiah: Rp1.850.000, 850 ribu, 1,5 juta."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "text"}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse_rupiah(text)
        except ValueError as unreadable:
            raise ValidationError(
                _("This is no amount of money. Write it like 1.850.000 or 850 ribu.")
            ) from unreadable


class PurchaseForm(forms.Form):
    group = forms.ModelChoiceField(label=_("From which group?"), queryset=None)
    rupiah = RupiahField(label=_("For how much?"), help_text=_("In rupiah, for example 1.850.000"))
    goods = forms.CharField(label=_("What was bought?"), max_length=120, required=False)

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = groups


class PracticesForm(forms.Form):
    first = forms.CharField(label=_("First"), max_length=200)
    second = forms.CharField(label=_("Second"), max_length=200, required=False)
    third = forms.CharField(label=_("Third"), max_length=200, required=False)

    def texts(self) -> list[str]:
        return [self.cleaned_data[name] for name in ("first", "second", "third")]


class CheckForm(forms.Form):
    adoption = forms.ChoiceField(
        label=_("Is it done now?"), choices=Adoption.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), max_length=200, required=False)
