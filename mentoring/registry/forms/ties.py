"""The form of a business tie."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentoring.accounts import name_columns
from mentoring.registry.forms.rows import DayInput
from mentoring.registry.models import Membership, Person, Stratum, TieKind
from mentoring.registry.services import OtherSide


class TieForm(forms.Form):
    """Whom with: one of three ways to say it. The service checks that it is exactly one."""

    kind = forms.ChoiceField(
        label=_("What is the other to her?"), choices=TieKind.choices, widget=forms.RadioSelect
    )
    member = forms.ModelChoiceField(
        label=_("A member of her groups, or a juragan of the village"),
        queryset=None,
        required=False,
    )
    account = forms.ModelChoiceField(
        label=_("A facilitator or a colleague"), queryset=None, required=False
    )
    name = forms.CharField(
        label=_("Somebody else: the name"),
        max_length=100,
        required=False,
        help_text=_("It is kept sealed."),
    )
    source = forms.CharField(
        label=_("Who told you?"),
        max_length=120,
        help_text=_("She herself, a neighbour, a note you saw."),
    )
    terms = forms.CharField(
        label=_("What was agreed?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Amount, goods, until when. It is kept sealed."),
    )
    starts_on = forms.DateField(label=_("Since"), widget=DayInput)

    def __init__(self, *args: Any, person: Person, for_user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = _people_near(person, for_user)
        users = get_user_model()._default_manager.filter(is_active=True)
        at_work = Q(mandates__isnull=False) | Q(facilitator__isnull=False)
        self.fields["account"].queryset = (
            users.filter(at_work).exclude(pk=person.user_id).distinct().order_by(*name_columns())
        )
        self.fields["account"].label_from_instance = lambda user: user.get_full_name()

    def clean_starts_on(self) -> Any:
        starts_on = self.cleaned_data["starts_on"]
        if starts_on > timezone.localdate() or starts_on.year < 1950:
            raise forms.ValidationError(_("Give a day that has been: today or earlier."))
        return starts_on

    def other(self) -> OtherSide:
        said = self.cleaned_data
        return OtherSide(person=said["member"], user=said["account"], name=said["name"])


def _people_near(person: Person, user: Any) -> Any:
    """Those a tie is usually with: few enough to choose from, and visible to `user`."""
    groups = Membership.objects.filter(person=person).values("group")
    fellows = Q(pk__in=Membership.objects.filter(group__in=groups).values("person"))
    juragan = Q(place=person.place_id, census_entries__stratum=Stratum.JURAGAN)
    near = Person.objects.filter(fellows | juragan).values("pk")
    visible = Person.objects.visible_to(user).present().filter(pk__in=near)
    return visible.exclude(pk=person.pk).order_by("full_name", "pk")
