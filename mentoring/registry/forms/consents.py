"""The form with which somebody else writes down a yes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models import ConsentMode, Language


class ConsentForm(forms.Form):
    """How she said yes. A tap is hers alone, so it is not among the choices."""

    mode = forms.ChoiceField(
        label=_("How did she say yes?"),
        choices=[choice for choice in ConsentMode.choices if choice[0] != ConsentMode.TAP],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("In which language was it explained?"), choices=Language.choices, initial="id"
    )
    proof = forms.FileField(
        label=_("Photo of the signature, or recording"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,audio/*"}),
    )
    witness = forms.CharField(label=_("Who heard it"), required=False, max_length=100)
