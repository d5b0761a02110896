"""Lists that came as a file: the batch, its rows, and what was written from each."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.private_files import private_storage
from mentoring.registry import conf
from mentoring.scopes import VisibleQuerySet


class ImportKind(models.TextChoices):
    GROUPS = "groups", _("groups of crafters")
    MEMBERS = "members", _("members of groups")
    CENSUS = "census", _("people who are not reached yet")


# Kinds of lists that rooms below bring (`importing.kinds.register_kind`): word -> what it lists.
KINDS_OF_OTHER_ROOMS: dict[str, Any] = {}


def import_kinds() -> list[tuple[str, Any]]:
    return [*ImportKind.choices, *KINDS_OF_OTHER_ROOMS.items()]


class ImportState(models.TextChoices):
    MAPPING = "mapping", _("columns to be chosen")
    CHECKING = "checking", _("being checked")
    CHECKED = "checked", _("checked")
    WRITING = "writing", _("being written")
    WRITTEN = "written", _("written")
    UNDOING = "undoing", _("being taken back")
    UNDONE = "undone", _("taken back")
    FAILED = "failed", _("failed")


# What may follow what. In the states of BACKGROUND a worker has something to do.
TRANSITIONS: dict[str, frozenset[str]] = {
    ImportState.MAPPING: frozenset({ImportState.CHECKING}),
    ImportState.CHECKING: frozenset({ImportState.CHECKED, ImportState.FAILED}),
    ImportState.CHECKED: frozenset({ImportState.CHECKING, ImportState.WRITING}),
    ImportState.WRITING: frozenset({ImportState.WRITTEN, ImportState.UNDOING}),
    ImportState.WRITTEN: frozenset({ImportState.UNDOING}),
    ImportState.UNDOING: frozenset({ImportState.UNDONE, ImportState.FAILED}),
    ImportState.UNDONE: frozenset({ImportState.CHECKING}),
    ImportState.FAILED: frozenset({ImportState.CHECKING, ImportState.UNDOING}),
}
BACKGROUND = (ImportState.CHECKING, ImportState.WRITING, ImportState.UNDOING)


class ImportBatchQuerySet(VisibleQuerySet):
    def at_work(self) -> "ImportBatchQuerySet":
        return self.filter(state__in=BACKGROUND)


class ImportBatch(models.Model):
    """One file of groups, members or census rows, from upload to undo.

    about: what a list of another room belongs to, as its kind reads it (the key of a
    training); empty for lists of the registers.
    columns: field name -> heading in the file, as the importer confirmed it.
    headings: the headings of the file in their order.
    Workers claim a batch and leave a heartbeat; the sweep gives a silent one to the next.
    tries: how often it was claimed since its last progress.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("what it lists"), max_length=8, choices=import_kinds)
    about = models.CharField(max_length=40, blank=True, editable=False)
    file = models.FileField(_("file"), upload_to="imports/%Y/%m", storage=private_storage)
    file_name = models.CharField(_("name of the file"), max_length=120)
    headings = models.JSONField(_("headings"), default=list)
    columns = models.JSONField(_("columns"), default=dict)
    state = models.CharField(
        _("state"), max_length=8, choices=ImportState.choices, default=ImportState.MAPPING
    )
    error_code = models.CharField(max_length=40, blank=True, editable=False)
    rows_total = models.PositiveIntegerField(_("rows"), default=0)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    rows_wrong = models.PositiveIntegerField(_("rows to correct"), default=0)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    claim = models.UUIDField(null=True, editable=False)
    heartbeat_at = models.DateTimeField(null=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    written_at = models.DateTimeField(_("written at"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at", "pk"]
        permissions = [("view_all_importbatch", "Can see every import")]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("mentoring_import:inspect", args=[self.pk])

    @property
    def is_at_work(self) -> bool:
        return self.state in BACKGROUND

    @property
    def came_to_nothing(self) -> bool:
        """Nothing of it was to stay, and somebody may try again."""
        return self.state in (ImportState.FAILED, ImportState.UNDONE) and bool(self.error_code)

    def can_be_taken_back(self, now: datetime) -> bool:
        """Whether its days are not over; a list that was never written whole has no last day."""
        last_moment = now - timedelta(days=conf.import_undo_days())
        return self.written_at is None or self.written_at >= last_moment


class RowState(models.TextChoices):
    READ = "read", _("read")
    READY = "ready", _("in order")
    WRONG = "wrong", _("to correct")
    WRITTEN = "written", _("written")
    UNDONE = "undone", _("taken back")
    KEPT = "kept", _("kept, because something was built on it")


class ImportRow(models.Model):
    """One line of the file: what it said, what is wrong with it, what was written from it.

    said: field name -> text of the cell. problems: list of {"code", "field", "facts",
    "suggestion"}; the sentence is made in the language of whoever reads. made: list of
    [model label, pk] in the order they were written.
    """

    batch = models.ForeignKey(
        ImportBatch, verbose_name=_("import"), on_delete=models.CASCADE, related_name="rows"
    )
    number = models.PositiveIntegerField(_("line"))
    said = models.JSONField(_("said"), default=dict)
    state = models.CharField(
        _("state"), max_length=8, choices=RowState.choices, default=RowState.READ
    )
    problems = models.JSONField(_("problems"), default=list)
    made = models.JSONField(_("written"), default=list)

    class Meta:
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of an import")
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"], name="a_line_stands_once_in_an_import"
            )
        ]
        indexes = [models.Index(fields=["batch", "state", "number"], name="import_row_state")]

    def __str__(self) -> str:
        return f"{self.batch}: {self.number}"
