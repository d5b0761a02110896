"""What a phone keeps of a module: its pages and files, listed by their content."""

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curriculum.models.releases import ModuleRelease


class OfflinePackQuerySet(models.QuerySet):
    def paths(self) -> set[str]:
        """Where the pages of these packs lie in the default storage."""
        lists = self.order_by().values_list("page_paths", flat=True)
        return {path for paths in lists.iterator() for path in paths}


class OfflinePack(models.Model):
    """A release as one phone keeps it, with pages in one language; never changed.

    `manifest` says what is in it (`curriculum.phone.contents.manifest_of`); `digest` is the SHA-256
    of its text, in hex, and names the pack to phones. `frame` stands for the templates and
    words around the lessons: after they changed, the same release makes another pack.
    """

    release = models.ForeignKey(
        ModuleRelease, verbose_name=_("release"), on_delete=models.CASCADE, related_name="packs"
    )
    language = models.CharField(_("language"), max_length=16)
    frame = models.CharField(_("frame"), max_length=64, editable=False)
    digest = models.CharField(_("digest"), max_length=64, db_index=True, editable=False)
    manifest = models.JSONField(_("contents"), editable=False)
    page_paths = models.JSONField(_("stored pages"), default=list, editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    objects = OfflinePackQuerySet.as_manager()

    class Meta:
        verbose_name = _("pack for phones")
        verbose_name_plural = _("packs for phones")
        ordering = [F("made_at").desc(), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "language", "frame"],
                name="one_pack_per_release_language_and_frame",
            )
        ]

    def __str__(self) -> str:
        return f"{self.release} {self.language}"
