"""What a programme manager types when she writes an instrument, in both languages.

Each form reads its part of a definition (the shape of `instruments/*.json`) and gives it back.
"""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from mentoring.incubation.models import InstrumentVersion, ItemKind
from mentoring.incubation.number_words import parse_number
from mentoring.incubation.scoring import TOP_LEVEL

LANGUAGES = {"id": _("Indonesian"), "en": _("English")}
_CODE = RegexValidator(
    r"^[A-Za-z][A-Za-z0-9_-]*$", _("Write a code of letters and digits, for example TWR1.")
)


def _words(label: Any, *, rows: int = 2, required: bool = False, help_text: Any = "") -> Any:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _code_field() -> forms.CharField:
    return forms.CharField(label=_("Code"), max_length=24, validators=[_CODE])


class _InTwoLanguages(forms.Form):
    """Fields `<name>_id` and `<name>_en` of one text that is data by language."""

    def by_language(self, name: str) -> dict[str, str]:
        """Without the languages nobody wrote in; Indonesian always."""
        said = {code: self.cleaned_data[f"{name}_{code}"] for code in LANGUAGES}
        return {code: text for code, text in said.items() if text or code == "id"}


class NothingForm(forms.Form):
    """A step that asks for nothing but a yes."""


class XLSFormForm(forms.Form):
    file = forms.FileField(
        label=_("XLSForm workbook (.xlsx)"),
        help_text=_("The forms of ODK and KoboToolbox. It becomes a draft you can look through."),
    )


class ChooseForm(forms.Form):
    versions = forms.ModelMultipleChoiceField(
        label=_("Further instruments"),
        required=False,
        queryset=InstrumentVersion.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One that was already used in this cycle stays."),
    )


class RulesForm(_InTwoLanguages):
    """What holds for a whole version: words, shares, classes, and the significant gain."""

    introduction_id = _words(_("Introduction (Indonesian)"))
    introduction_en = _words(_("Introduction (English)"))
    caution_id = _words(_("Caution (Indonesian)"))
    caution_en = _words(_("Caution (English)"))
    answered_percent = forms.IntegerField(
        label=_("Share of a section that must be answered (%)"), min_value=1, max_value=100
    )
    classes_above_lowest = forms.IntegerField(
        label=_("Classes above the lowest section"), min_value=0, max_value=10, required=False
    )
    classes = _words(
        _("Classes"),
        rows=5,
        help_text=_("One a line, rising from 0: code | from | Indonesian | English."),
    )
    gain_dimension = forms.CharField(label=_("Significant gain: section"), required=False)
    gain_points = forms.CharField(label=_("Significant gain: points"), required=False)
    gain_items = forms.CharField(
        label=_("Significant gain: one of these questions rises"),
        required=False,
        help_text=_("Codes with a comma between them."),
    )
    gain_levels = forms.IntegerField(
        label=_("Significant gain: by so many levels"), min_value=1, max_value=4, required=False
    )

    @classmethod
    def initial_of(cls, definition: dict[str, Any]) -> dict[str, Any]:
        gain = definition["gain"]
        return {
            **_each("introduction", definition["introduction"]),
            **_each("caution", definition.get("caution", {})),
            "answered_percent": definition["answered_percent"],
            "classes_above_lowest": definition["classes_above_lowest"],
            "classes": "\n".join(
                " | ".join(
                    [one["code"], one["starts_at"], *(one["name"].get(c, "") for c in LANGUAGES)]
                )
                for one in definition["classes"]
            ),
            "gain_dimension": gain.get("dimension", ""),
            "gain_points": gain.get("points", ""),
            "gain_items": ", ".join(gain.get("items", [])),
            "gain_levels": gain.get("levels"),
        }

    def clean_classes(self) -> list[dict[str, Any]]:
        classes = []
        for line in self.cleaned_data["classes"].splitlines():
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split("|")]
            code, start, names = parts[0], "".join(parts[1:2]), parts[2:]
            if len(names) not in (1, 2):
                raise forms.ValidationError(
                    _("“%(line)s” is not a class. Write: code | from | Indonesian | English."),
                    params={"line": line},
                )
            name = {key: said for key, said in zip(LANGUAGES, names, strict=False) if said}
            classes.append({"code": code[:16], "starts_at": start, "name": name})
        return classes

    def clean_gain_points(self) -> str:
        return _plain_number(self.cleaned_data["gain_points"])

    def changed(self, definition: dict[str, Any]) -> dict[str, Any]:
        said = self.cleaned_data
        caution = {code: text for code, text in self.by_language("caution").items() if text}
        gain: dict[str, Any] = {}
        if said["gain_dimension"]:
            codes = [code.strip() for code in said["gain_items"].split(",") if code.strip()]
            gain = {
                "dimension": said["gain_dimension"],
                "points": said["gain_points"] or "0",
                "items": codes,
                "levels": said["gain_levels"] or 1,
            }
        definition = {key: value for key, value in definition.items() if key != "caution"}
        return {
            **definition,
            **({"caution": caution} if caution else {}),
            "introduction": self.by_language("introduction"),
            "answered_percent": said["answered_percent"],
            "classes_above_lowest": said["classes_above_lowest"],
            "classes": said["classes"],
            "gain": gain,
        }


class SectionForm(_InTwoLanguages):
    """One section: its code, words, weight and place. Emptying it is taking it out."""

    code = _code_field()
    name_id = forms.CharField(label=_("Name (Indonesian)"), max_length=120)
    name_en = forms.CharField(label=_("Name (English)"), max_length=120, required=False)
    meaning_id = _words(_("Meaning (Indonesian)"))
    meaning_en = _words(_("Meaning (English)"))
    weight = forms.IntegerField(label=_("Weight in the total"), min_value=0, max_value=1000)
    place = forms.IntegerField(label=_("Place in the order"), min_value=1, max_value=50)
    is_removed = forms.BooleanField(
        label=_("Take this section out, with its questions"), required=False
    )

    @classmethod
    def initial_of(cls, section: dict[str, Any], place: int) -> dict[str, Any]:
        return {
            "code": section["code"],
            **_each("name", section["name"]),
            **_each("meaning", section["meaning"]),
            "weight": section["weight"],
            "place": place,
        }

    def section(self, items: list[dict[str, Any]]) -> dict[str, Any]:
        return {
            "code": self.cleaned_data["code"],
            "weight": self.cleaned_data["weight"],
            "name": self.by_language("name"),
            "meaning": self.by_language("meaning"),
            "items": items,
        }


class ItemForm(_InTwoLanguages):
    """One question of any kind, with when it is asked and what it weighs."""

    section = forms.ChoiceField(label=_("Section"))
    code = _code_field()
    kind = forms.ChoiceField(label=_("Answered with"), choices=ItemKind.choices)
    question_id = _words(_("Question (Indonesian)"), required=True)
    question_en = _words(_("Question (English)"))
    evidence_id = forms.CharField(label=_("Look at (Indonesian)"), required=False)
    evidence_en = forms.CharField(label=_("Look at (English)"), required=False)
    anchors_id = _words(
        _("Levels 0 to 4 (Indonesian)"), rows=5, help_text=_("Five lines, level 0 first.")
    )
    anchors_en = _words(_("Levels 0 to 4 (English)"), rows=5)
    options = _words(_("Choices"), rows=4, help_text=_("One a line: code | Indonesian | English."))
    unit_id = forms.CharField(label=_("Unit of a number (Indonesian)"), required=False)
    unit_en = forms.CharField(label=_("Unit of a number (English)"), required=False)
    minimum = forms.CharField(label=_("Number: at least"), required=False, max_length=20)
    maximum = forms.CharField(label=_("Number: at most"), required=False, max_length=20)
    asked_item = forms.CharField(
        label=_("Ask only after this question"), required=False, max_length=24
    )
    asked_in = forms.CharField(
        label=_("if it was answered"),
        required=False,
        help_text=_("Levels or codes of choices, with a comma between them."),
    )
    weight = forms.IntegerField(
        label=_("Weight in its section"), min_value=0, max_value=1000, initial=1
    )
    needs_evidence = forms.BooleanField(label=_("Must say what shows it"), required=False)
    is_confidential = forms.BooleanField(label=_("Confidential"), required=False)
    place = forms.IntegerField(label=_("Place in the section"), min_value=1, max_value=200)
    is_removed = forms.BooleanField(label=_("Take this question out"), required=False)

    def __init__(self, *args: Any, sections: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = sections

    @classmethod
    def initial_of(cls, item: dict[str, Any], section: str, place: int) -> dict[str, Any]:
        condition = item.get("asked_if", {})
        said = {code: item.get(code, {}) for code in LANGUAGES}
        return {
            "section": section,
            "place": place,
            **{key: item[key] for key in ("code", "minimum", "maximum") if key in item},
            "kind": item.get("kind", ItemKind.LEVEL),
            "weight": item.get("weight", 1),
            "needs_evidence": item.get("needs_evidence", False),
            "is_confidential": item.get("is_confidential", False),
            **{f"question_{code}": said[code].get("question", "") for code in LANGUAGES},
            **{f"evidence_{code}": said[code].get("evidence", "") for code in LANGUAGES},
            **{f"anchors_{code}": "\n".join(said[code].get("anchors", [])) for code in LANGUAGES},
            **_each("unit", item.get("unit", {})),
            "options": "\n".join(
                " | ".join([one["code"], *(one["name"].get(c, "") for c in LANGUAGES)])
                for one in item.get("options", [])
            ),
            "asked_item": condition.get("item", ""),
            "asked_in": ", ".join(condition.get("in", [])),
        }

    def clean_options(self) -> list[dict[str, Any]]:
        options = []
        for line in self.cleaned_data["options"].splitlines():
            if not line.strip():
                continue
            code, *names = [part.strip() for part in line.split("|")]
            if len(names) not in (1, 2) or not code:
                raise forms.ValidationError(
                    _("“%(line)s” is not a choice. Write: code | Indonesian | English."),
                    params={"line": line},
                )
            name = {key: said for key, said in zip(LANGUAGES, names, strict=False) if said}
            options.append({"code": code[:40], "name": name})
        return options

    def clean_minimum(self) -> str:
        return _plain_number(self.cleaned_data["minimum"])

    def clean_maximum(self) -> str:
        return _plain_number(self.cleaned_data["maximum"])

    def item(self) -> dict[str, Any]:
        """The question in the shape of a definition: only what differs from a plain level."""
        said, kind = self.cleaned_data, self.cleaned_data["kind"]
        item: dict[str, Any] = {"code": said["code"]}
        if kind != ItemKind.LEVEL:
            item["kind"] = kind
        if kind == ItemKind.NUMBER:
            item.update({key: said[key] for key in ("minimum", "maximum") if said[key]})
            unit = {code: text for code, text in self.by_language("unit").items() if text}
            item.update({"unit": unit} if unit else {})
        if kind == ItemKind.CHOICE:
            item["options"] = said["options"]
        if said["asked_item"]:
            answers = [one.strip() for one in said["asked_in"].split(",") if one.strip()]
            item["asked_if"] = {"item": said["asked_item"], "in": answers}
        if said["weight"] != 1:
            item["weight"] = said["weight"]
        item.update({key: True for key in ("needs_evidence", "is_confidential") if said[key]})
        return {**item, **self._wording(kind)}

    def _wording(self, kind: str) -> dict[str, Any]:
        wording: dict[str, Any] = {}
        for code, question in self.by_language("question").items():
            wording[code] = {"question": question}
            if evidence := self.cleaned_data[f"evidence_{code}"]:
                wording[code]["evidence"] = evidence
            if kind == ItemKind.LEVEL:
                lines = self.cleaned_data[f"anchors_{code}"].splitlines()
                wording[code]["anchors"] = [line.strip() for line in lines if line.strip()][
                    : TOP_LEVEL + 1
                ]
        return wording


def _each(name: str, said: dict[str, str]) -> dict[str, str]:
    """The fields of one text in each language."""
    return {f"{name}_{code}": said.get(code, "") for code in LANGUAGES}


def _plain_number(typed: str) -> str:
    """The number as text with a full stop; "" for none."""
    if not typed.strip():
        return ""
    try:
        return f"{parse_number(typed).normalize():f}"
    except ValueError:
        raise forms.ValidationError(
            _("“%(text)s” is not a number. Write digits, for example 12,5."),
            params={"text": typed},
        ) from None
