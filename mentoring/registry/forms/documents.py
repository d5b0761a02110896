"""Forms of papers."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.registry.forms.rows import DayInput
from mentoring.registry.models import ClusterDocumentKind, GroupDocumentKind


class DocumentForm(forms.Form):
    """A paper as a PDF or as a photograph."""

    kind = forms.ChoiceField(label=_("Which paper"), choices=GroupDocumentKind.choices)
    dated_on = forms.DateField(
        label=_("Date of the paper"),
        widget=DayInput,
        help_text=_("For a cash book: the day of its last line."),
    )
    title = forms.CharField(label=_("Title"), max_length=120, required=False)
    file = forms.FileField(
        label=_("File"),
        help_text=_("A PDF or a photograph (JPEG, PNG, WebP)."),
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png,image/webp"}),
    )


class ClusterDocumentForm(DocumentForm):
    kind = forms.ChoiceField(label=_("Which paper"), choices=ClusterDocumentKind.choices)
    field_order = ("kind", "dated_on", "title", "file")
