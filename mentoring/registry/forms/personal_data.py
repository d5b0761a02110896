"""Forms around data copies and erasure."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    """An erasure cannot be undone, so it is said twice."""

    is_sure = forms.BooleanField(label=_("I know that this cannot be undone."))


class RefuseErasureForm(forms.Form):
    answer = forms.CharField(
        label=_("Why not?"),
        help_text=_("She reads this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
