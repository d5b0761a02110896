"""Releases on paper: one row for each file, made once by a worker."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curriculum.errors import UnexpectedFailure, refusal_by_code
from curriculum.models.releases import ModuleRelease


class PrintKind(models.TextChoices):
    BOOKLET = "booklet", _("booklet, A5 pages")
    FOLDED = "folded", _("booklet, A4 for folding")
    WALL_A3 = "wall_a3", _("wall sheet, A3")
    WALL_A4 = "wall_a4", _("wall sheet, A4")
    CHECK = "check", _("paper check, A4")


class PrintState(models.TextChoices):
    """WAITING for a worker, PRINTING while one holds it, then READY or FAILED; a failed one
    waits again when somebody asks for it again."""

    WAITING = "waiting", _("waiting")
    PRINTING = "printing", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("not made")


OPEN_PRINT_STATES = (PrintState.WAITING, PrintState.PRINTING)


class ModulePrintQuerySet(models.QuerySet):
    def ready(self) -> "ModulePrintQuerySet":
        return self.filter(state=PrintState.READY)

    def silent_since(self, moment: timezone.datetime) -> "ModulePrintQuerySet":
        """Unfinished, and nobody has worked on it for a while."""
        return self.filter(state__in=OPEN_PRINT_STATES, heartbeat_at__lt=moment)


class ModulePrint(models.Model):
    """A release as one PDF: the row a worker takes, and the truth about how far it is.

    `claim` names the worker run that holds the row: only that run may finish it.
    `language` is that of our own words on the sheet; the lessons keep theirs. `pdf` lies in
    the default storage, as the release's other files do.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    release = models.ForeignKey(
        ModuleRelease, verbose_name=_("release"), on_delete=models.CASCADE, related_name="prints"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=PrintKind.choices)
    language = models.CharField(_("language"), max_length=16)
    state = models.CharField(
        _("state"), max_length=12, choices=PrintState.choices, default=PrintState.WAITING
    )
    claim = models.UUIDField(_("claim"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    heartbeat_at = models.DateTimeField(_("last sign of life"), default=timezone.now)
    error_code = models.CharField(_("error"), max_length=60, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("asked for at"), default=timezone.now)
    pdf = models.FileField(_("file"), blank=True)
    bytes = models.PositiveBigIntegerField(_("bytes"), default=0)
    pages = models.PositiveSmallIntegerField(_("number of pages"), default=0)

    objects = ModulePrintQuerySet.as_manager()

    class Meta:
        verbose_name = _("lesson on paper")
        verbose_name_plural = _("lessons on paper")
        ordering = ["release", "kind"]
        default_permissions = ()
        permissions = [("print_module", "Can have lessons made for paper")]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "kind", "language"],
                name="one_print_per_release_kind_and_language",
            )
        ]
        indexes = [models.Index(fields=["state", "heartbeat_at"], name="print_state_heartbeat")]

    def __str__(self) -> str:
        return f"{self.release} · {self.get_kind_display()}"

    @property
    def is_moving(self) -> bool:
        return self.state in OPEN_PRINT_STATES

    @property
    def is_ready(self) -> bool:
        return self.state == PrintState.READY

    @property
    def has_failed(self) -> bool:
        return self.state == PrintState.FAILED

    @property
    def error_sentence(self) -> str:
        """Why it failed, in words; the log holds what nobody foresaw."""
        refusal = refusal_by_code(self.error_code) or UnexpectedFailure
        return str(refusal(title=self.release.title))
