"""What people type about evaluations: a day, a review, a reason, a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.forms.gaps import GapAnswersMixin
from mentoring.registry.models.made_papers import MadePaperFormat


class ReviewForm(GapAnswersMixin):
    """What a reader says about computed figures."""

    review = forms.CharField(
        label=_("What do the figures say?"), widget=forms.Textarea(attrs={"rows": 4})
    )


class ReasonForm(forms.Form):
    """Why figures shall be amended."""

    reason = forms.CharField(
        label=_("What was wrong or came too late?"), widget=forms.Textarea(attrs={"rows": 3})
    )


class DecisionNoteForm(forms.Form):
    """Yes or no to an amendment, and why."""

    answer = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[("approve", _("Approve: write the changes")), ("decline", _("Decline"))],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Why"), required=False, widget=forms.Textarea(attrs={"rows": 2}))


class PaperForm(forms.Form):
    """As which file a report is wanted."""

    format = forms.ChoiceField(choices=MadePaperFormat.choices)
