"""Meetings of business clusters."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.scopes import VisibleQuerySet
from mentoring.sessions.models.sessions import ChairedBy


class ClusterMeetingQuerySet(VisibleQuerySet):
    pass


class ClusterMeeting(models.Model):
    """A meeting of a business cluster, told as a group's is: who chaired, who came, what was
    decided.

    `happened_on` is the local day in the zone of the cluster, `recorded_at` the writer's
    clock, `received_at` the server's. `groups` are the member groups that sent somebody.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cluster = models.ForeignKey(
        "mentoring_registry.BusinessCluster",
        verbose_name=_("business cluster"),
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    happened_on = models.DateField(_("date"))
    chaired_by = models.CharField(
        _("chaired by"), max_length=12, choices=ChairedBy.choices, blank=True
    )
    facilitator_was_present = models.BooleanField(_("facilitator was present"), default=True)
    groups = models.ManyToManyField(
        "mentoring_registry.CrafterGroup",
        verbose_name=pgettext_lazy("crafters", "groups"),
        related_name="cluster_meetings",
    )
    people_came = models.PositiveSmallIntegerField(_("people who came"))
    decisions = models.TextField(_("what was decided"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    received_at = models.DateTimeField(_("received at"))

    objects = ClusterMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting of a business cluster")
        verbose_name_plural = _("meetings of business clusters")
        ordering = ["-happened_on", "-received_at", "pk"]
        permissions = [("view_all_clustermeeting", "Can see every meeting of a cluster")]
        indexes = [models.Index(fields=["cluster", "happened_on"], name="cluster_meeting_day")]

    def __str__(self) -> str:
        return f"{self.cluster} – {self.happened_on}"
