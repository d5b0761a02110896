"""Input for editors and facilitators."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from curriculum.errors import LessonNotReady
from curriculum.lesson_check import check_page
from curriculum.models import ModuleRelease, Moment, PrintKind, ReleasedLesson
from curriculum.paper.contents import PaperModule
from curriculum.services import PaperAnswer, has_kept_reason


class AcceptForm(forms.Form):
    """Which audience takes the newest release of which module; both come from the page."""

    audience_key = forms.CharField(max_length=80)
    module_id = forms.IntegerField()


class AskForPrintForm(forms.Form):
    """Which kind of paper is wanted; the button on the page names it."""

    kind = forms.ChoiceField(choices=PrintKind.choices)


class ModuleForm(WagtailAdminPageForm):
    """A module in the editor. What is ticked reaches the page only after its own `clean`."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and "prerequisites" in cleaned:
            try:
                self.instance.require_no_ring(cleaned["prerequisites"])
            except ValidationError as refusal:
                self.add_error(None, refusal)
            # The page's own `clean` looks at what is ticked now, not at what was.
            self.instance.prerequisites.set(cleaned.get("prerequisites", ()))
        return cleaned


class LessonForm(WagtailAdminPageForm):
    """A lesson in the editor. A draft may be anything; readers get what the check lets pass."""

    publish_reason = forms.CharField(
        label=_("Publish all the same, because"),
        max_length=300,
        required=False,
        help_text=_("Only when something above cannot be mended now. Your words are kept."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation and asks_to_publish(self.data) and "body" in cleaned:
            self._require_ready(cleaned)
        return cleaned

    def _require_ready(self, cleaned: dict[str, Any]) -> None:
        found = check_page(self.instance, self.parent_page, body=cleaned["body"]).findings
        reason = cleaned.get("publish_reason", "").strip()
        # Kept by `save_revision`, when there is a revision to keep it with.
        self.instance.spoken_for = (reason, found) if found and reason else None
        if found and not reason and not self._was_spoken_for():
            refusal = LessonNotReady(title=cleaned.get("title", ""), count=len(found))
            self.add_error("publish_reason", ValidationError(str(refusal), code=refusal.code))

    def _was_spoken_for(self) -> bool:
        """A review may ask for a second approval of the same draft; one reason is enough."""
        kept = has_kept_reason(revision=self.instance.latest_revision)
        return kept and not self.has_changed()


def asks_to_publish(data: Mapping[str, Any]) -> bool:
    """Whether the editor's form was sent by "publish", or by "approve" of a review."""
    is_approval = data.get("workflow-action-name") == "approve"
    return bool(data.get("action-publish") or (data.get("action-workflow-action") and is_approval))


class LessonsDoneForm(forms.Form):
    """Which lessons somebody has done, module by module; those known to be done are left out."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    lessons = forms.MultipleChoiceField(
        label=_("Lessons she has done"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one lesson.")},
    )

    def __init__(
        self, *args: Any, releases: Iterable[ModuleRelease], done: Collection[int], **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.done = done
        # All of them: the same form sent twice names lessons that are done by then.
        self.fields["lessons"].choices = [
            (release.title, [_choice(lesson) for lesson in release.lessons.all()])
            for release in releases
        ]

    def open_modules(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """(module, [(value, lesson), …]) with the lessons not known to be done."""
        done = {str(page_id) for page_id in self.done}
        modules = [
            (title, [each for each in lessons if each[0].partition("-")[2] not in done])
            for title, lessons in self.fields["lessons"].choices
        ]
        return [module for module in modules if module[1]]

    def clean_lessons(self) -> list[tuple[int, int]]:
        """(release, lesson) of each ticked one."""
        chosen = (value.split("-") for value in self.cleaned_data["lessons"])
        return [(int(release), int(lesson)) for release, lesson in chosen]


class PaperCheckForm(forms.Form):
    """What somebody ticked on paper: one field for each check, empty where she ticked none."""

    form_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    moment = forms.ChoiceField(
        label=_("When was it filled in?"),
        choices=Moment.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether it was before the lessons or after them.")},
    )

    def __init__(self, *args: Any, paper: PaperModule, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.places: dict[str, tuple[int, str]] = {}  # field -> lesson's page key, check's id
        for lesson in paper.lessons:
            for each in lesson.cards:
                if each.question:
                    name = f"q{each.question}"
                    answers = [(option.id, letter) for letter, option in each.answers]
                    self.fields[name] = forms.ChoiceField(choices=answers, required=False)
                    self.places[name] = (lesson.page_id, each.card.id)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.get(name) for name in self.places):
            raise ValidationError(
                _("Not one answer is chosen. Choose what is ticked on the sheet."), code="empty"
            )
        return cleaned

    def answers(self) -> list[PaperAnswer]:
        chosen = ((place, self.cleaned_data[name]) for name, place in self.places.items())
        return [PaperAnswer(*place, option_id) for place, option_id in chosen if option_id]


def _choice(lesson: ReleasedLesson) -> tuple[str, str]:
    return f"{lesson.release_id}-{lesson.page_id}", lesson.title
