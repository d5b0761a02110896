"""What people type: a code, an issue date, a reason."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from certificates.codes import LENGTH, read_code
from certificates.models import (
    Certificate,
    CertificateType,
    Issuer,
    KeyPurpose,
    Printer,
    RevocationReason,
)
from certificates.rendering.designs import STARTERS


class CodeForm(forms.Form):
    """A code as printed; forgiving in everything that cannot be meant otherwise."""

    kode = forms.CharField(
        label=_("Code on the certificate"),
        max_length=60,
        help_text=_("For example ABCD-1234-EFGHJ. Small letters are fine."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "inputmode": "text",
            }
        ),
    )

    def clean_kode(self) -> str:
        reading = read_code(self.cleaned_data["kode"])
        if not reading.is_complete:
            raise forms.ValidationError(
                _("The code has %(needed)d letters and digits; you typed %(typed)d."),
                code="incomplete_code",
                params={"needed": LENGTH, "typed": len(reading.code)},
            )
        return reading.code


class ComparisonForm(forms.Form):
    """What stands on a paper and is shown nowhere; each may be left empty."""

    birthplace = forms.CharField(label=_("Birthplace on the paper"), max_length=120)
    born_on = forms.DateField(
        label=_("Birth date on the paper"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    home_address = forms.CharField(label=_("Address on the paper"), max_length=300)
    participant_number = forms.CharField(label=_("Participant number on the paper"), max_length=40)
    signatory_nip = forms.CharField(label=_("NIP of the signer on the paper"), max_length=40)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False
            field.widget.attrs["autocomplete"] = "off"

    def keep_only(self, facts: Collection[str]) -> None:
        """Ask for nothing that the paper does not say."""
        for name in [name for name in self.fields if name not in facts]:
            del self.fields[name]

    def labelled(self, agrees: Mapping[str, bool]) -> list[tuple[Any, bool]]:
        """What was typed, by its label, and whether it agrees."""
        labels = {name: field.label for name, field in self.base_fields.items()}
        return [(labels[name], does) for name, does in agrees.items()]


class PrepareForm(forms.Form):
    """The date on the paper."""

    issued_on = forms.DateField(
        label=_("Issue date"),
        help_text=_("Printed on the certificates. Not before the last day of the training."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"issued_on": today}, **kwargs)


class ConfirmForm(forms.Form):
    """Who is ticked, and who was when the list was opened; users by key."""

    people = forms.TypedMultipleChoiceField(coerce=int, required=False)
    seen = forms.TypedMultipleChoiceField(coerce=int, required=False)
    everybody = forms.BooleanField(required=False)

    def __init__(self, *args: Any, people: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("people", "seen"):
            self.fields[name].choices = [(one, str(one)) for one in people]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("everybody"):
            cleaned["people"] = [one for one, _label in self.fields["people"].choices]
        return cleaned


class RenewForm(PrepareForm):
    """The date on the renewed papers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issued_on"].help_text = _(
            "Printed on the certificates. Within the time in which they may be renewed."
        )


class DueForm(forms.Form):
    """What is looked for in the list of what is due; all fields stand in the address."""

    q = forms.CharField(label=_("Name, number or code"), max_length=80, required=False)
    jenis = forms.ChoiceField(label=_("Kind of certificate"), required=False)
    keadaan = forms.ChoiceField(
        label=_("Which"),
        choices=[
            ("", _("all")),
            ("segera", _("still valid, ending soon")),
            ("lewat", _("expired already")),
        ],
        required=False,
    )

    def __init__(self, data: Mapping[str, Any], *, types: Collection[CertificateType]) -> None:
        super().__init__(data)
        many = len({kind.issuer_id for kind in types}) > 1
        self.fields["jenis"].choices = [
            ("", _("all")),
            *((str(one.pk), str(one) if many else one.title_id) for one in types if _ends(one)),
        ]

    @property
    def asked(self) -> dict[str, str]:
        """What was asked, by field; what cannot be meant is as though it were not asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    @property
    def query(self) -> str:
        """The same as the query of an address, without what is empty; ends with an ampersand."""
        said = urlencode({name: value for name, value in self.asked.items() if value})
        return f"{said}&" if said else ""


def _ends(kind: CertificateType) -> bool:
    return kind.validity_months is not None


class NoteForm(forms.Form):
    """A few words that the register keeps: of a hold, a duplicate, a decline."""

    note = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Only your own issuer sees this.")
    )


class CorrectionForm(forms.Form):
    """The right name, and how it is known."""

    wanted_name = forms.CharField(
        label=_("Name as it should be printed"),
        max_length=120,
        help_text=_("Exactly, with capital letters as on the identity card."),
    )
    reason = forms.CharField(
        label=_("How do you know?"),
        max_length=300,
        help_text=_("For example: seen on her identity card. Do not type its number."),
    )


class HandOverForm(forms.Form):
    """Who took the papers, and on which day."""

    handed_on = forms.DateField(
        label=_("Handed over on"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    received_by = forms.CharField(
        label=_("Received by"),
        max_length=120,
        required=False,
        help_text=_("Empty: each holder took her own. Else the name of who took them for them."),
    )
    certificates = forms.ModelMultipleChoiceField(
        label=_("Certificates"),
        queryset=Certificate.objects.none(),
        error_messages={"required": _("Tick at least one certificate.")},
    )

    def __init__(self, *args: Any, waiting: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"handed_on": today}, **kwargs)
        self.fields["certificates"].queryset = waiting


class VoidForm(forms.Form):
    """Why a number stays without a certificate."""

    reason = forms.CharField(
        label=_("Why is the number void?"),
        max_length=300,
        help_text=_("Kept in the register for good."),
    )


class RevokeForm(forms.Form):
    """Why a certificate is taken back: the class for everybody, the note for the issuer."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=RevocationReason.choices,
        widget=forms.RadioSelect,
        help_text=_("Everybody who checks the certificate sees this."),
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only your own issuer sees this."),
    )


_TICKS = (
    ("english", _("English lines")),
    ("birth", _("Birthplace and date")),
    ("address", _("Address")),
    ("participant_number", _("Participant number")),
    ("photo", _("Photo or its frame")),
    ("back", _("Back page with the units")),
    ("instructors", _("Instructors")),
    ("fund_source", _("Source of funds")),
)
_WORDS = (
    ("that_id", _("Words before the name")),
    ("that_en", _("Words before the name, in English")),
    ("has_id", _("Words after the name")),
    ("has_en", _("Words after the name, in English")),
)


class DesignForm(forms.Form):
    """What a design looks like: `rendering.choices.Choices` as a form, name for name."""

    paper = forms.ChoiceField(label=_("Paper"), choices=[("a4", "A4"), ("f4", "F4 (215 × 330 mm)")])
    accent = forms.ChoiceField(
        label=_("Colour"),
        choices=[
            ("teak", _("teak")),
            ("indigo", _("indigo")),
            ("forest", _("forest green")),
            ("maroon", _("maroon")),
        ],
    )
    border = forms.ChoiceField(
        label=_("Border"),
        choices=[
            ("art", _("drawing of beads")),
            ("lines", _("two lines")),
            ("none", _("none")),
        ],
        help_text=_("The drawing keeps its own colours; designs that have none stay without."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in _TICKS:
            self.fields[name] = forms.BooleanField(label=label, required=False)
        for name, label in _WORDS:
            self.fields[name] = forms.CharField(
                label=label, max_length=80, required=name.endswith("_id")
            )

    @property
    def ticks(self) -> list[Any]:
        return [self[name] for name, _label in _TICKS]

    @property
    def others(self) -> list[Any]:
        return [self[name] for name in ("paper", "accent", "border", *dict(_WORDS))]


class NewDesignForm(forms.Form):
    """A name, and the starter to begin from."""

    name = forms.CharField(label=_("Name of the design"), max_length=120)
    starter = forms.ChoiceField(
        label=_("Begin with"),
        choices=[(folder, starter.name) for folder, starter in STARTERS.items()],
    )


class NewKeyForm(forms.Form):
    """Whose key, and what it signs."""

    issuer = forms.ModelChoiceField(label=_("Issuer"), queryset=Issuer.objects.all())
    purpose = forms.ChoiceField(
        label=_("Signs"), choices=KeyPurpose.choices, help_text=_("The key before it ends now.")
    )


class CompromiseForm(forms.Form):
    """Since when a key may have been in other hands."""

    since = forms.DateTimeField(
        label=_("In other hands since"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )


class PrinterForm(forms.ModelForm):
    """A printer and how far its print must move."""

    class Meta:
        model = Printer
        fields = (
            "name",
            "order",
            "right_mm",
            "down_mm",
            "back_right_mm",
            "back_down_mm",
        )
        localized_fields = ("right_mm", "down_mm", "back_right_mm", "back_down_mm")


class PrintForm(forms.Form):
    """Through which printer, and onto which paper."""

    printer = forms.ModelChoiceField(label=_("Printer"), queryset=Printer.objects.none())
    first_number = forms.CharField(
        label=_("Number of the first pre-printed sheet"),
        max_length=40,
        required=False,
        help_text=_("Empty: plain paper, everything is printed. With a number only the values."),
    )

    def __init__(self, *args: Any, printers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["printer"].queryset = printers


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """A list of files, at least one."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, (list, tuple)) else [data]
        return [super(SeveralFilesField, self).clean(one, initial) for one in files or [None]]


class SignedFilesForm(forms.Form):
    """What a signing service gave back."""

    files = SeveralFilesField(
        label=_("Signed files"),
        help_text=_(
            "Several PDFs or signatures at once, or one zip of them; 200 at most. "
            "Their names do not matter."
        ),
        widget=SeveralFilesInput(attrs={"multiple": True, "accept": ".pdf,.zip,.p7s,.p7m,.pem"}),
        # An empty file gets its own sentence beside the others.
        allow_empty_file=True,
    )


class SpoilForm(forms.Form):
    why = forms.CharField(label=_("What happened to the sheet"), max_length=200)
