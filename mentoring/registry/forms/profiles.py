"""Forms of a person's own page: what she says of herself, her work, her portrait."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms.people import PERSON_FIELDS, PersonFields
from mentoring.registry.forms.place_field import PlaceField
from mentoring.registry.forms.rows import DayInput, offer_places
from mentoring.registry.models import Disability, HelpedByMinors, Person


class ProfileForm(PersonFields, forms.ModelForm):
    """The village only for whoever is responsible for it: nobody moves herself.

    mover: who may say that she lives in another village; None for everybody else.
    """

    place = PlaceField()

    class Meta:
        model = Person
        fields = PERSON_FIELDS
        widgets = {
            "born_on": DayInput,
            "sex": forms.RadioSelect,
            "phone": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
            "birth_year": forms.NumberInput(attrs={"inputmode": "numeric"}),
        }

    def __init__(self, *args: Any, mover: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if mover is None:
            del self.fields["place"]
        else:
            place: Any = self.fields["place"]
            offer_places(place, mover, self.instance.place_id)
        sex: Any = self.fields["sex"]
        sex.choices = [choice for choice in sex.choices if choice[0] != ""]


class SpecificDataForm(forms.Form):
    """What the law protects most. Each may stay unsaid."""

    disability = forms.ChoiceField(
        label=_("What is hard for you?"),
        choices=[("", _("not asked")), *Disability.choices],
        required=False,
        widget=forms.RadioSelect,
    )
    helped_by_minors = forms.ChoiceField(
        label=_("Does somebody under 18 help with the work?"),
        help_text=_("No names. Nobody loses anything by a yes."),
        choices=HelpedByMinors.choices,
        widget=forms.RadioSelect,
    )


class PortraitForm(forms.Form):
    file = forms.FileField(
        label=_("Photo"),
        help_text=_("Face in the middle. It is cut to 3 by 4."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "user"}),
    )
