"""What readers read: numbered, immutable releases of a module and its lessons."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from curriculum.models.pages import PAGE_MODEL


class ChangeKind(models.TextChoices):
    """How much a release changes what a reader learned before."""

    TYPO = "typo", _("correction: the meaning is the same")
    MINOR = "minor", _("small change")
    MAJOR = "major", _("big change: read it again")


class Tier(models.TextChoices):
    """What a reader may choose to download, each with those before it."""

    TEXT = "text", pgettext_lazy("kind of data", "text")
    PICTURES = "pictures", _("pictures")
    AUDIO = "audio", _("audio")
    VIDEO = "video", _("video")


class ModuleReleaseQuerySet(models.QuerySet):
    def current(self) -> "ModuleReleaseQuerySet":
        """The latest release of every module that is published now."""
        latest = ModuleRelease.objects.filter(page=OuterRef("page")).order_by("-number")
        return self.filter(page__live=True, number=Subquery(latest.values("number")[:1]))

    def originals(self) -> "ModuleReleaseQuerySet":
        """Without translations: each module once, in the language it was first written in."""
        pages = self.model._meta.get_field("page").related_model._default_manager
        earlier = pages.filter(
            translation_key=OuterRef("page__translation_key"), pk__lt=OuterRef("page_id")
        )
        return self.exclude(Exists(earlier))

    def with_lessons(self) -> "ModuleReleaseQuerySet":
        """With the list of lessons, and without what is large: cards, files and face."""
        lessons = ReleasedLesson.objects.defer("cards")
        return self.defer("manifest", "face").prefetch_related(Prefetch("lessons", lessons))


class ModuleRelease(models.Model):
    """A module as readers saw it from `published_at` until the next number; never changed.

    `revision` is the module's page revision; each lesson's is on its `ReleasedLesson`.
    Page and revisions are protected: what was once taught is taken back, never deleted.
    `code` and `title` are copies, so that old releases keep their names.

    `manifest` names every file of the release, kept for it under a name made of its
    content: path (in the default storage), sha256, bytes, tier, and is_fallback for
    files that a phone takes instead of another one. The four weights count bytes
    without those. `face` is what the module's page shows (`curriculum.frozen`).
    Releases made before files were kept have neither.
    """

    page = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("module"),
        on_delete=models.PROTECT,
        related_name="module_releases",
    )
    number = models.PositiveIntegerField(_("number"))
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("revision"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    code = models.CharField(_("code"), max_length=20)
    title = models.CharField(_("title"), max_length=255)
    change_kind = models.CharField(_("kind of change"), max_length=8, choices=ChangeKind.choices)
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    published_at = models.DateTimeField(_("published at"), default=timezone.now)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("published by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    manifest = models.JSONField(_("files"), default=list, editable=False)
    face = models.JSONField(_("what the module's page shows"), null=True, editable=False)
    text_bytes = models.PositiveBigIntegerField(_("bytes of text"), default=0, editable=False)
    pictures_bytes = models.PositiveBigIntegerField(
        _("bytes of pictures"), default=0, editable=False
    )
    audio_bytes = models.PositiveBigIntegerField(_("bytes of audio"), default=0, editable=False)
    video_bytes = models.PositiveBigIntegerField(_("bytes of video"), default=0, editable=False)

    objects = ModuleReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release of a module")
        verbose_name_plural = _("releases of modules")
        ordering = ["page", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["page", "number"], name="one_release_of_a_number_per_module"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"

    def prerequisite_keys(self) -> list[int]:
        """Page keys of the modules to be read before, as the released revision names them."""
        return self.revision.content.get("prerequisites") or []

    def weights(self) -> dict[str, int]:
        """Tier -> bytes of that tier alone, in the order of `Tier`."""
        return {tier: getattr(self, f"{tier}_bytes") for tier in Tier.values}


class ReleasedLesson(models.Model):
    """One lesson of a release, in reading order."""

    release = models.ForeignKey(ModuleRelease, on_delete=models.CASCADE, related_name="lessons")
    page = models.ForeignKey(
        PAGE_MODEL, verbose_name=_("lesson"), on_delete=models.PROTECT, related_name="+"
    )
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=255)
    check_ids = models.JSONField(
        _("checks"), default=list, help_text=_("Block ids of the lesson's checks, in order.")
    )
    cards = models.JSONField(
        _("cards"),
        null=True,
        editable=False,
        help_text=_("As readers saw them; empty for releases made before files were kept."),
    )

    class Meta:
        verbose_name = _("released lesson")
        verbose_name_plural = _("released lessons")
        ordering = ["release", "position"]
        constraints = [
            models.UniqueConstraint(fields=["release", "page"], name="a_lesson_once_in_a_release")
        ]

    def __str__(self) -> str:
        return self.title
