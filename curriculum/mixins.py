"""The logic of the three page types, for any base page.

`curriculum.pages` makes them Wagtail pages in the thinnest way; a site with a base page
of its own combines them with that instead:

    class ModulePage(ModuleMixin, OurBasePage): ...
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.coreutils import find_available_slug
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.search import index
from wagtail.signals import copy_for_translation_done
from wagtail.url_routing import RouteResult

from curriculum.blocks import CardsBlock
from curriculum.errors import PrerequisitesInARing
from curriculum.forms import LessonForm, ModuleForm
from curriculum.models import ChangeKind, ModuleRelease
from curriculum.models.programmes import MODULE_CODE
from curriculum.panels import ChangeRequestsPanel, LessonCheckPanel, PapersPanel
from curriculum.prerequisites import way_back
from curriculum.rendering import images_in
from curriculum.searching import picture_tags
from curriculum.services import keep_publish_reason
from curriculum.translatable import INDEX_FIELDS, LESSON_FIELDS, MODULE_FIELDS

# Below a lesson's address: an answer ("cek/<card>/[<answer>/]") or its end ("selesai/").
BELOW_A_LESSON = re.compile(r"^(cek/[0-9a-f-]{36}/([0-9a-f-]{36}/)?|selesai/)$")


class ReadMixin(models.Model):
    """A page that readers see as a "reading" (`curriculum.rendering`)."""

    class Meta:
        abstract = True

    def get_reading(self, request: HttpRequest | None, *, is_preview: bool = False) -> Any:
        """The reading of this page, or None if nothing of it is released.

        A preview is made from the page as it stands, keeps no progress and is never kept.
        """
        raise NotImplementedError

    def is_open_to_all(self) -> bool:
        """No view restriction anywhere above: only then may a page be kept and shared."""
        return not self.get_view_restrictions().exists()  # type: ignore[attr-defined]

    def serve(self, request: HttpRequest, below: str = "", **kwargs: Any) -> HttpResponse:
        from curriculum import views  # noqa: PLC0415 - views load the page model: apps must be ready

        request.is_preview = False  # type: ignore[attr-defined]
        return views.serve_page(request, self, below)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from curriculum import views  # noqa: PLC0415 - views load the page model: apps must be ready

        request.is_preview = True  # type: ignore[attr-defined]
        return views.show(request, self.get_reading(request, is_preview=True))


class ReleaseNoteMixin(models.Model):
    """What an editor says of the change she is about to publish; copied to the release."""

    change_kind = models.CharField(
        _("kind of change"), max_length=8, choices=ChangeKind.choices, default=ChangeKind.MINOR
    )
    change_note = models.CharField(_("what changed"), max_length=200, blank=True)

    release_panels = [
        MultiFieldPanel(
            [FieldPanel("change_kind"), FieldPanel("change_note")], heading=_("This change")
        )
    ]

    class Meta:
        abstract = True

    def get_latest_revision_as_object(self) -> Any:
        """What an editor begins with: after publishing it says nothing yet of her change."""
        draft = super().get_latest_revision_as_object()  # type: ignore[misc]
        if self.live and not self.has_unpublished_changes:  # type: ignore[attr-defined]
            draft.change_kind, draft.change_note = ChangeKind.MINOR, ""
        return draft


class ModuleIndexMixin(ReadMixin):
    """The shelf of modules, by craft."""

    intro = models.CharField(_("one sentence of welcome"), max_length=160, blank=True)

    index_panels = [FieldPanel("intro")]
    override_translatable_fields = INDEX_FIELDS

    class Meta:
        abstract = True

    def copy_for_translation(
        self, locale: Any, copy_parents: bool = False, alias: bool = False, **more: Any
    ) -> Any:
        """The index in another language, below the first one and named after the language.

        So all lessons have addresses under one roof (/pelajaran/jv/m01/…), rights given on
        the first index hold for all languages, and the pages above need no translation.
        """
        above = self.get_parent().specific  # type: ignore[attr-defined]
        shelf = above if isinstance(above, ModuleIndexMixin) else self
        slug = find_available_slug(shelf, locale.language_code)
        if alias:
            copied = shelf.create_alias(  # type: ignore[attr-defined]
                parent=shelf, update_slug=slug, update_locale=locale, reset_translation_key=False
            )
        else:
            copied = self.copy(  # type: ignore[attr-defined]
                to=shelf,
                update_attrs={"locale": locale, "slug": slug},
                copy_revisions=False,
                keep_live=False,
                reset_translation_key=False,
                log_action="wagtail.copy_for_translation",
                **more,
            )
        copy_for_translation_done.send(sender=type(self), source_obj=self, target_obj=copied)
        return copied

    def get_reading(self, request: HttpRequest | None, *, is_preview: bool = False) -> Any:
        from curriculum.catalogue import index_reading  # noqa: PLC0415 - app ready

        return index_reading(self, request, is_preview=is_preview)


class Level(models.TextChoices):
    BASIC = "basic", _("basic")
    INTERMEDIATE = "intermediate", _("intermediate")
    ADVANCED = "advanced", _("advanced")


class ModuleMixin(ReleaseNoteMixin, ReadMixin):
    """A module ("pelajaran"): what it is about, and lessons below it."""

    code = models.CharField(_("code"), max_length=20, validators=[MODULE_CODE])
    craft = models.CharField(
        _("craft"), max_length=40, help_text=_("Modules of one craft stand together.")
    )
    level = models.CharField(_("level"), max_length=12, choices=Level.choices, default=Level.BASIC)
    summary = models.CharField(_("summary"), max_length=160)
    cover = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("cover picture"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    cover_alt = models.CharField(
        _("what the cover shows"), max_length=150, help_text=_("Read aloud to who cannot see it.")
    )
    title_sound = models.ForeignKey(
        "curriculum.Sound",
        verbose_name=_("spoken title"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    jp = models.DecimalField(_("lesson hours (JP)"), max_digits=4, decimal_places=1, null=True)
    units = ParentalManyToManyField(
        "curriculum.CompetencyUnit",
        verbose_name=_("competency units"),
        blank=True,
        related_name="+",
    )
    prerequisites = ParentalManyToManyField(
        "self",
        verbose_name=_("to be read before"),
        blank=True,
        symmetrical=False,
        related_name="+",
    )
    review_due = models.DateField(
        _("look through again by"),
        null=True,
        blank=True,
        help_text=_("Prices, tools and rules change: the day somebody reads it all again."),
    )
    data_budget_kb = models.PositiveIntegerField(
        _("data a lesson may take, in kB"),
        null=True,
        blank=True,
        help_text=_("Text, pictures and sound together. Empty: what the site allows."),
    )

    base_form_class = ModuleForm
    override_translatable_fields = MODULE_FIELDS

    release_panels = [
        *ReleaseNoteMixin.release_panels,
        ChangeRequestsPanel(heading=_("Proposed changes")),
        PapersPanel(heading=_("On paper")),
    ]
    module_panels = [
        MultiFieldPanel(
            [FieldPanel("code", required_on_save=True), "craft", "level", "jp"],
            heading=_("Where it belongs"),
        ),
        FieldPanel("summary"),
        MultiFieldPanel(["cover", "cover_alt", "title_sound"], heading=_("Cover")),
        FieldPanel("units"),
        FieldPanel("prerequisites", widget=CheckboxSelectMultiple),
        MultiFieldPanel(["review_due", "data_budget_kb"], heading=_("Keeping it good")),
    ]
    module_search_fields = [
        index.SearchField("summary"),
        index.AutocompleteField("summary"),
        index.SearchField("craft"),
        index.AutocompleteField("craft"),
        index.AutocompleteField("code"),
        index.FilterField("code"),
        index.SearchField("picture_tags"),
        index.AutocompleteField("picture_tags"),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        self.require_free_code()
        if self.pk:
            self.require_no_ring(self.prerequisites.all())

    def picture_tags(self) -> str:
        return picture_tags([self.cover_id])  # type: ignore[attr-defined]

    def level_label(self) -> Any:
        """The level in words, translated only when shown: readings outlive a request."""
        return Level(self.level).label if self.level else ""

    def require_free_code(self) -> None:
        """Raises ValidationError if another published module of this language has the code."""
        others = type(self)._default_manager.filter(
            code=self.code,
            live=True,
            locale_id=self.locale_id,  # type: ignore[attr-defined]
        )
        if self.code and others.exclude(pk=self.pk).exists():
            raise ValidationError(
                {
                    "code": ValidationError(
                        _("Another published lesson has this code. Choose a new one."),
                        code="code_taken",
                    )
                }
            )

    def require_no_ring(self, wanted: Iterable[Any]) -> None:
        """Raises ValidationError if needing the modules `wanted` would lead back to this one."""
        rows = type(self).prerequisites.through._default_manager.all()  # type: ignore[attr-defined]
        here, there = (
            self._meta.get_field("prerequisites").m2m_column_name(),
            self._meta.get_field("prerequisites").m2m_reverse_name(),
        )
        needs: dict[int, list[int]] = defaultdict(list)
        for needing, needed in rows.values_list(here, there):
            needs[needing].append(needed)
        way = way_back(self.pk, [module.pk for module in wanted], needs)
        if way is None:
            return
        others = dict(type(self)._default_manager.filter(pk__in=way).values_list("pk", "title"))
        titles = " → ".join({**others, self.pk: self.title}[key] for key in way)  # type: ignore[attr-defined]
        refusal = PrerequisitesInARing(way=titles)
        raise ValidationError({"prerequisites": ValidationError(str(refusal), code=refusal.code)})

    def get_lessons(self) -> list[Any]:
        """The published lessons below, in reading order."""
        children = self.get_children().live().select_related("live_revision").specific()  # type: ignore[attr-defined]
        return [page for page in children if isinstance(page, LessonMixin)]

    def current_release(self) -> ModuleRelease | None:
        """What readers read now; None while the module is not published."""
        return ModuleRelease.objects.current().filter(page_id=self.pk).with_lessons().first()

    def get_reading(self, request: HttpRequest | None, *, is_preview: bool = False) -> Any:
        from curriculum.readings import module_reading  # noqa: PLC0415 - app ready

        return module_reading(self, request, is_preview=is_preview)


class LessonMixin(ReleaseNoteMixin, ReadMixin):
    """A lesson: a few cards, one idea on each."""

    body = StreamField(CardsBlock(), verbose_name=_("cards"), blank=True)

    base_form_class = LessonForm
    override_translatable_fields = LESSON_FIELDS
    # (reason, findings) while a publisher publishes in spite of the check, else None.
    spoken_for: tuple[str, Any] | None = None

    lesson_panels = [
        FieldPanel("body"),
        MultiFieldPanel(
            [LessonCheckPanel(), FieldPanel("publish_reason")], heading=_("Ready for readers?")
        ),
    ]
    lesson_search_fields = [
        index.SearchField("body"),
        index.AutocompleteField("body"),
        index.SearchField("picture_tags"),
        index.AutocompleteField("picture_tags"),
    ]

    class Meta:
        abstract = True

    def get_module(self) -> Any:
        """The module this lesson belongs to, as its own page type."""
        return self.get_parent().specific  # type: ignore[attr-defined]

    def save_revision(self, user: Any = None, **kwargs: Any) -> Any:
        revision = super().save_revision(user=user, **kwargs)  # type: ignore[misc]
        if self.spoken_for:
            reason, findings = self.spoken_for
            self.spoken_for = None
            keep_publish_reason(
                lesson=self, revision=revision, reason=reason, findings=findings, by=user
            )
        return revision

    def picture_tags(self) -> str:
        return picture_tags(image.pk for image in images_in(self.body) if image)

    def check_ids(self) -> list[str]:
        """Block ids of the checks, in reading order."""
        return [str(block.id) for block in self.body if block.block_type == "check"]

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        below = "".join(f"{component}/" for component in path_components)
        if self.live and BELOW_A_LESSON.match(below):  # type: ignore[attr-defined]
            return RouteResult(self, kwargs={"below": below})
        return super().route(request, path_components)  # type: ignore[misc]

    def get_reading(self, request: HttpRequest | None, *, is_preview: bool = False) -> Any:
        from curriculum.readings import lesson_reading  # noqa: PLC0415 - app ready

        return lesson_reading(self, request, is_preview=is_preview)


def lessons_to_publish(pages: Iterable[Any]) -> Iterator[Any]:
    """The lessons among `pages` and, as drafts, below them; each as its latest revision has it."""
    for page in pages:
        drafts = page.get_descendants().not_live().specific()
        for each in (page.specific, *drafts):
            if isinstance(each, LessonMixin):
                yield each.get_latest_revision_as_object()
