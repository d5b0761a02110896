"""The sheet of one unit: a result for each person of a training, with a note and a photo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from curriculum.assessed_occasions import Candidate
from curriculum.models import PracticalAssessment, PracticalResult
from curriculum.services import AssessmentDraft


@dataclass(frozen=True)
class SheetRow:
    """One person on the sheet: her fields, the result that stands, and those before it."""

    candidate: Candidate
    result: Any
    note: Any
    photo: Any
    standing: PracticalAssessment | None
    replaced: Sequence[PracticalAssessment]


class AssessmentSheet(forms.Form):
    """Nobody has to be marked: who was not seen today is left out."""

    form_id = forms.UUIDField(widget=forms.HiddenInput)
    assessed_on = forms.DateField(
        label=_("Seen on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self,
        *args: Any,
        candidates: Sequence[Candidate],
        standing: Mapping[int, PracticalAssessment],
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.candidates, self.standing = candidates, standing
        for candidate in candidates:
            key = candidate.user_id
            known = standing.get(key)
            self.fields[f"result_{key}"] = forms.ChoiceField(
                label=candidate.name,
                choices=PracticalResult.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=known.result if known else None,
            )
            self.fields[f"note_{key}"] = forms.CharField(
                label=_("Note"), max_length=300, required=False
            )
            self.fields[f"photo_{key}"] = forms.FileField(
                label=_("Photo"),
                required=False,
                widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
            )

    def rows(self, replaced: Mapping[int, Sequence[PracticalAssessment]]) -> list[SheetRow]:
        return [
            SheetRow(
                candidate,
                self[f"result_{candidate.user_id}"],
                self[f"note_{candidate.user_id}"],
                self[f"photo_{candidate.user_id}"],
                self.standing.get(candidate.user_id),
                replaced.get(candidate.user_id, ()),
            )
            for candidate in self.candidates
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for candidate in self.candidates:
            key = candidate.user_id
            says = cleaned.get(f"note_{key}") or cleaned.get(f"photo_{key}")
            if says and not cleaned.get(f"result_{key}"):
                self.add_error(f"result_{key}", _("Choose passed or not passed yet as well."))
        return cleaned

    def drafts(self) -> list[AssessmentDraft]:
        """What is said of everybody who is marked."""
        cleaned = self.cleaned_data
        return [
            AssessmentDraft(
                user_id=candidate.user_id,
                name=candidate.name,
                result=cleaned[f"result_{candidate.user_id}"],
                note=cleaned[f"note_{candidate.user_id}"],
                photo=cleaned[f"photo_{candidate.user_id}"],
            )
            for candidate in self.candidates
            if cleaned[f"result_{candidate.user_id}"]
        ]
