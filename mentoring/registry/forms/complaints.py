"""Forms of complaints: what anybody tells, and what is done with it."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.phones import e164
from mentoring.registry.models import ComplaintAbout, ComplaintChannel, Place
from mentoring.registry.services import Told

_LONGEST = 4000
# A longer list of villages is no choice any more: then the regencies are offered.
_MOST_PLACES = 200


def places_with_crafts() -> "QuerySet[Place]":
    """Villages with a craft centre, or their regencies if there are many."""
    villages = Place.objects.filter(sentra__isnull=False).distinct()
    if villages.count() <= _MOST_PLACES:
        return villages.order_by("name")
    codes = {code[:5] for code in villages.values_list("code", flat=True)}
    return Place.objects.filter(code__in=codes).order_by("name")


class PlaceByName(forms.ModelChoiceField):
    def label_from_instance(self, place: Place) -> str:
        return place.name


class ComplaintForm(forms.Form):
    """Nothing but the text is needed."""

    text = forms.CharField(
        label=_("What happened?"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("In your own words. You need not say who you are."),
    )
    about = forms.ChoiceField(
        label=_("What is it about?"),
        choices=ComplaintAbout.choices,
        initial=ComplaintAbout.OTHER,
        widget=forms.RadioSelect,
    )
    about_whom = forms.CharField(
        label=_("About whom?"),
        max_length=120,
        required=False,
        help_text=_("Whoever you name here never gets to see this."),
    )
    place = PlaceByName(
        label=_("In which village?"),
        queryset=None,
        required=False,
        empty_label=_("I do not want to say"),
    )
    phone = forms.CharField(
        label=_("Your phone number"),
        max_length=24,
        required=False,
        help_text=_("Only if you want to be called back."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places_with_crafts()

    def clean_text(self) -> str:
        return self.cleaned_data["text"].replace("\x00", "")

    def clean_phone(self) -> str:
        try:
            return e164(self.cleaned_data["phone"])
        except ValueError as unreadable:
            raise ValidationError(
                _(
                    "This does not look like a phone number. "
                    "Write it as on the card, for example 0812 3456 7890."
                )
            ) from unreadable

    def told(self) -> Told:
        names = ("text", "about", "about_whom", "place", "phone")
        return Told(**{name: self.cleaned_data[name] for name in names})


class KeyedComplaintForm(ComplaintForm):
    """A complaint somebody heard on the phone or found in the box."""

    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[
            choice for choice in ComplaintChannel.choices if choice[0] != ComplaintChannel.WEB
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("channel", "text", "about", "about_whom", "place", "phone")


class ReceiptForm(forms.Form):
    """The number on the receipt, as people copy it."""

    receipt = forms.CharField(label=_("Number of your receipt"), max_length=20)

    def clean_receipt(self) -> str:
        return "".join(self.cleaned_data["receipt"].upper().replace("-", " ").split())


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Answer"),
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Whoever has the receipt reads it. Name nobody who told you something."),
    )


class KeepFromForm(forms.Form):
    """An account that must not see the complaint."""

    user = forms.ModelChoiceField(label=_("Keep it from"), queryset=None)

    def __init__(self, *args: Any, readers: "QuerySet[Any] | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = get_user_model()._default_manager.none() if readers is None else readers
        self.fields["user"].queryset = users
        self.fields["user"].label_from_instance = lambda user: user.get_full_name()
