"""What people who teach want changed in a module."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curriculum.models.pages import PAGE_MODEL
from curriculum.models.releases import ModuleRelease


class RequestState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    ACCEPTED = "accepted", _("accepted")
    DONE = "done", _("done")
    DECLINED = "declined", _("declined")


# What may follow what; the last two are final.
REQUEST_TRANSITIONS: dict[str, frozenset[str]] = {
    RequestState.PROPOSED: frozenset(
        {RequestState.ACCEPTED, RequestState.DONE, RequestState.DECLINED}
    ),
    RequestState.ACCEPTED: frozenset({RequestState.DONE, RequestState.DECLINED}),
    RequestState.DONE: frozenset(),
    RequestState.DECLINED: frozenset(),
}


class ModuleChangeRequestQuerySet(models.QuerySet):
    def open(self) -> "ModuleChangeRequestQuerySet":
        """Neither done nor declined."""
        return self.filter(state__in=[RequestState.PROPOSED, RequestState.ACCEPTED])


class ModuleChangeRequest(models.Model):
    """Somebody saw at work what a module should say differently.

    `source_key` is opaque ("session:<uuid>"), `source_label` says it in words; both are
    copies from whoever filed it. `release` is what was current then, `answered_by` the
    release in which the change was made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    module = models.ForeignKey(
        PAGE_MODEL,
        verbose_name=_("module"),
        on_delete=models.PROTECT,
        related_name="module_change_requests",
    )
    release = models.ForeignKey(
        ModuleRelease,
        verbose_name=_("release at that time"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    evidence = models.TextField(_("what was seen"), max_length=1000)
    proposal = models.TextField(_("what should change"), max_length=1000)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    filed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    source_key = models.CharField(_("seen at"), max_length=80, blank=True)
    source_label = models.CharField(_("where it was seen"), max_length=200, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=RequestState.choices, default=RequestState.PROPOSED
    )
    reason = models.CharField(
        _("reason"), max_length=300, blank=True, help_text=_("Needed when it is declined.")
    )
    answered_by = models.ForeignKey(
        ModuleRelease,
        verbose_name=_("release with this change"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="answered_requests",
        help_text=_("Needed when it is done."),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ModuleChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposed change of a module")
        verbose_name_plural = _("proposed changes of modules")
        ordering = ["-filed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=RequestState.DECLINED) | ~Q(reason=""),
                name="a_declined_request_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.DONE) ^ Q(answered_by__isnull=True),
                name="only_a_done_request_names_its_release",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release.code}: {self.proposal[:60]}"
