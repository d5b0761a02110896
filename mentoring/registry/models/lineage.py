"""What became of which group: splits, merges, new names, and groups formed again."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.registry.models.groups import CrafterGroup
from mentoring.scopes import VisibleQuerySet


class LineageKind(models.TextChoices):
    SPLIT = "split", _("split off")
    MERGE = "merge", _("merged into")
    RENAME = "rename", pgettext_lazy("a group", "renamed")
    REFORM = "reform", _("formed again")


class GroupLineageQuerySet(VisibleQuerySet):
    def of_group(self, group: CrafterGroup) -> "GroupLineageQuerySet":
        """What `group` came from and what came from it, the latest first."""
        touching = Q(parent=group) | Q(child=group)
        return self.filter(touching).select_related("parent", "child").order_by("-happened_on")


class GroupLineage(models.Model):
    """`child` came from `parent` on `happened_on`, by a split, a merge or a new start.

    A renamed group stays one row: parent and child are the same, and `name_before` and
    `name_after` keep both names. Groups are never deleted; figures follow lineage.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    parent = models.ForeignKey(
        CrafterGroup,
        verbose_name=_("from which group"),
        on_delete=models.PROTECT,
        related_name="children_lineage",
    )
    child = models.ForeignKey(
        CrafterGroup,
        verbose_name=_("to which group"),
        on_delete=models.PROTECT,
        related_name="parents_lineage",
    )
    kind = models.CharField(_("what happened"), max_length=8, choices=LineageKind.choices)
    happened_on = models.DateField(_("date"))
    name_before = models.CharField(_("name before"), max_length=120, blank=True)
    name_after = models.CharField(_("name after"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    objects = GroupLineageQuerySet.as_manager()

    class Meta:
        verbose_name = _("lineage of a group")
        verbose_name_plural = _("lineage of groups")
        ordering = ["-happened_on", "pk"]
        permissions = [("view_all_grouplineage", "Can see what became of every group")]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=LineageKind.RENAME, parent=F("child"))
                | (~Q(kind=LineageKind.RENAME) & ~Q(parent=F("child"))),
                name="only_a_new_name_leads_from_a_group_to_itself",
            ),
            models.UniqueConstraint(
                fields=["parent", "child", "kind"],
                condition=~Q(kind=LineageKind.RENAME),
                name="a_group_comes_from_another_once_by_each_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent} → {self.child} ({self.get_kind_display()})"

    def told(self) -> str:
        """A sentence that says what came from what."""
        if self.kind == LineageKind.RENAME:
            names = {"old": self.name_before, "new": self.name_after}
        else:
            names = {"old": self.parent.name, "new": self.child.name}
        sentences = {
            LineageKind.RENAME: gettext("%(old)s is now called %(new)s"),
            LineageKind.SPLIT: gettext("%(new)s split off from %(old)s"),
            LineageKind.MERGE: gettext("%(old)s was merged into %(new)s"),
            LineageKind.REFORM: gettext("%(old)s was formed again as %(new)s"),
        }
        return sentences[LineageKind(self.kind)] % names
