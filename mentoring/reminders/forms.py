"""What people fill in about messages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.reminders.wording import LONGEST_SUBJECT


class WishForm(forms.Form):
    wants = forms.ChoiceField(
        label=_("Messages"),
        choices=[("ya", _("yes, send them")), ("tidak", _("no, send none"))],
        widget=forms.RadioSelect,
    )

    @property
    def wants_them(self) -> bool:
        return self.cleaned_data["wants"] == "ya"


class TextForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label=_("Text"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
