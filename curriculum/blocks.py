"""The cards a lesson is made of. Each is small, so that migrations stay small.

A card's id is its block id in the StreamField; it never changes once published, because
progress, speech files and printed codes point at it.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.images.blocks import ImageBlock as WagtailImageBlock

from curriculum.choosers import sound_chooser_viewset, video_chooser_viewset
from curriculum.plain_language import MAX_SENTENCES_ON_A_STEP, sentences_of

SoundChooserBlock = sound_chooser_viewset.get_block_class(
    name="SoundChooserBlock", module_path="curriculum.blocks"
)

VideoChooserBlock = video_chooser_viewset.get_block_class(
    name="VideoChooserBlock", module_path="curriculum.blocks"
)

MAX_TEXT = 200
MAX_TRANSCRIPT = 2_000


class NamedInMigrations:
    """A block that migrations name without spelling out what is in it.

    A site's migrations therefore do not change when a card gains a field.
    """

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kind = type(self)
        return (f"{kind.__module__}.{kind.__name__}", [], self._constructor_args[1])  # type: ignore[attr-defined]

    def deconstruct_with_lookup(self, lookup: Any) -> tuple[str, list[Any], dict[str, Any]]:
        return self.deconstruct()

    @classmethod
    def construct_from_lookup(cls, lookup: Any, *args: Any, **kwargs: Any) -> Any:
        return cls(**kwargs)


class ImageBlock(WagtailImageBlock):
    """Wagtail's picture with a text for those who cannot see it, all of it in our words."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        # Wagtail names this field by its English name and translates the others.
        self.child_blocks["image"].label = _("Picture file")


class FewSentencesBlock(blocks.TextBlock):
    """At most two sentences. A draft may still have more."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not self.is_deferred_validation and len(sentences_of(text)) > MAX_SENTENCES_ON_A_STEP:
            raise ValidationError(
                _("Write at most %(limit)d sentences. Put the others on a card of their own."),
                code="too_many_sentences",
                params={"limit": MAX_SENTENCES_ON_A_STEP},
            )
        return text


class StepBlock(NamedInMigrations, blocks.StructBlock):
    """One thing to do or to know."""

    text = FewSentencesBlock(
        label=_("Text"),
        max_length=MAX_TEXT,
        rows=3,
        help_text=_("At most 2 sentences of 12 words; one idea."),
    )
    picture = ImageBlock(label=_("Picture"))
    sound = SoundChooserBlock(label=_("Sound"), required=False)

    class Meta:
        icon = "form"
        label = _("Step")
        label_format = "{text}"


class ToolsBlock(NamedInMigrations, blocks.StructBlock):
    """What to lay ready."""

    text = blocks.TextBlock(label=_("Text"), max_length=MAX_TEXT, rows=2)
    items = blocks.ListBlock(
        blocks.CharBlock(label=_("Tool or material"), max_length=60),
        label=_("Tools and materials"),
        min_num=1,
        max_num=8,
    )
    picture = ImageBlock(label=_("Picture"))
    sound = SoundChooserBlock(label=_("Sound"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("Tools and materials")
        label_format = "{text}"


class SafetyBlock(StepBlock):
    """What protects the reader; shown with a warning sign."""

    class Meta:
        icon = "warning"
        label = _("Safety")
        label_format = "{text}"


class PracticeBlock(NamedInMigrations, blocks.StructBlock):
    """What to try out with one's own hands, ticked off while doing it."""

    text = FewSentencesBlock(label=_("Text"), max_length=MAX_TEXT, rows=2)
    items = blocks.ListBlock(
        blocks.CharBlock(label=_("To do"), max_length=80),
        label=_("Checklist"),
        min_num=1,
        max_num=8,
    )
    picture = ImageBlock(label=_("Picture"))
    sound = SoundChooserBlock(label=_("Sound"), required=False)

    class Meta:
        icon = "tick"
        label = _("Practice")
        label_format = "{text}"


class VideoBlock(NamedInMigrations, blocks.StructBlock):
    """A short film. Who cannot play it has its picture and its words."""

    text = FewSentencesBlock(label=_("Text"), max_length=MAX_TEXT, rows=2)
    picture = ImageBlock(
        label=_("Picture before it plays"), help_text=_("Of the same shape as the video.")
    )
    video = VideoChooserBlock(label=_("Video"))
    transcript = blocks.TextBlock(
        label=_("What is said and shown"), max_length=MAX_TRANSCRIPT, rows=4
    )
    sound = SoundChooserBlock(label=_("Sound"), required=False)

    class Meta:
        icon = "media"
        label = _("Video")
        label_format = "{text}"


class OptionBlock(blocks.StructBlock):
    """One answer: words, a picture or both, and what to say to who chose it."""

    text = blocks.CharBlock(label=_("Wording"), max_length=80, required=False)
    picture = ImageBlock(label=_("Picture"), required=False)
    is_correct = blocks.BooleanBlock(label=_("Correct"), required=False)
    feedback = blocks.TextBlock(
        label=_("What to say"),
        max_length=MAX_TEXT,
        rows=2,
        help_text=_("Explains why; never blames."),
    )

    class Meta:
        icon = "pick"
        label = _("Answer")
        label_format = "{text}"


def _says(picture: Any) -> bool:
    """Whether the picture has words for who cannot see it."""
    return bool(picture.contextual_alt_text)


class OptionsBlock(NamedInMigrations, blocks.ListBlock):
    """Two to four answers, exactly one of them correct, each with words or a picture."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(OptionBlock(), min_num=2, max_num=4, **kwargs)

    def clean(self, value: Any) -> Any:
        answers = super().clean(value)
        if self.is_deferred_validation:
            return answers
        if any(not answer["text"] and not answer["picture"] for answer in answers):
            raise ListBlockValidationError(
                non_block_errors=[_("Give every answer words or a picture.")]
            )
        if any(not answer["text"] and not _says(answer["picture"]) for answer in answers):
            raise ListBlockValidationError(
                non_block_errors=[_("An answer without words needs its picture described.")]
            )
        if sum(bool(answer["is_correct"]) for answer in answers) != 1:
            raise ListBlockValidationError(
                non_block_errors=[_("Mark exactly one answer as correct.")]
            )
        return answers


class CheckBlock(NamedInMigrations, blocks.StructBlock):
    """A question that shows the reader whether she has understood ("cek paham")."""

    question = blocks.TextBlock(label=_("Question"), max_length=MAX_TEXT, rows=2)
    picture = ImageBlock(label=_("Picture"), required=False)
    sound = SoundChooserBlock(label=_("Sound"), required=False)
    options = OptionsBlock(label=_("Answers"))

    class Meta:
        icon = "help"
        label = _("Check")
        label_format = "{question}"


class CardsBlock(blocks.StreamBlock):
    """The cards of a lesson, in reading order."""

    step = StepBlock()
    tools = ToolsBlock()
    safety = SafetyBlock()
    video = VideoBlock()
    practice = PracticeBlock()
    check = CheckBlock()

    class Meta:
        label = _("cards")
