"""Complaints: left by anybody, without a name if she likes, and kept from whom they are about."""

import uuid
from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.registry.models.people import Person
from mentoring.registry.models.places import Place
from mentoring.scopes import VisibleQuerySet

# Read aloud on the phone and copied by hand: nothing that looks like something else.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def make_receipt() -> str:
    """Ten characters, 32 choices each: nobody guesses somebody else's complaint."""
    return get_random_string(10, _LETTERS)


class ComplaintChannel(models.TextChoices):
    WEB = "web", _("on the website")
    PHONE = "phone", _("by phone")
    BOX = "box", _("from the complaint box")


class ComplaintAbout(models.TextChoices):
    FACILITATOR = "facilitator", _("a facilitator")
    COORDINATOR = "coordinator", _("a coordinator or the office")
    TRAINING = "training", _("a training or its instructor")
    BUYER = "buyer", _("a buyer, lender or juragan")
    GROUP = "group", _("a group or its board")
    OTHER = "other", _("something else")


class ComplaintState(models.TextChoices):
    NEW = "new", pgettext_lazy("complaint", "new")
    TAKEN = "taken", pgettext_lazy("complaint", "being looked into")
    ANSWERED = "answered", pgettext_lazy("complaint", "answered")
    CLOSED = "closed", pgettext_lazy("complaint", "closed")


COMPLAINT_TRANSITIONS: dict[str, frozenset[str]] = {
    ComplaintState.NEW: frozenset(
        {ComplaintState.TAKEN, ComplaintState.ANSWERED, ComplaintState.CLOSED}
    ),
    ComplaintState.TAKEN: frozenset({ComplaintState.ANSWERED, ComplaintState.CLOSED}),
    ComplaintState.ANSWERED: frozenset({ComplaintState.TAKEN, ComplaintState.CLOSED}),
    ComplaintState.CLOSED: frozenset(),
}
OPEN_STATES = (ComplaintState.NEW, ComplaintState.TAKEN)


class ComplaintQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any, on: date | None = None) -> Self:
        """As everywhere, and never to whom it is about, whatever her role or permission."""
        seen = super().visible_to(user, on)
        if not getattr(user, "pk", None):
            return seen
        mine = self.model.kept_from.through.objects.filter(user_id=user.pk).values("complaint_id")
        return (
            seen.exclude(pk__in=mine)
            .exclude(about_user=user)
            .exclude(about_person__in=Person.objects.filter(user=user))
        )

    def open(self) -> "ComplaintQuerySet":
        return self.filter(state__in=OPEN_STATES)


class Complaint(models.Model):
    """One complaint, and which level looks into it.

    level: coordinators and managers whose mandate covers this place; empty once only the
    programme's managers are left. kept_from: accounts that never see it, beside whoever
    `about_user` and `about_person` name.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    receipt = models.CharField(
        _("receipt"), max_length=10, unique=True, default=make_receipt, editable=False
    )
    text = models.TextField(_("what happened"), max_length=4000)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    place = models.ForeignKey(
        Place,
        verbose_name=_("where"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="complaints",
    )
    level = models.ForeignKey(
        Place,
        verbose_name=_("level that looks into it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    channel = models.CharField(_("how it came"), max_length=8, choices=ComplaintChannel.choices)
    about = models.CharField(
        _("about"), max_length=12, choices=ComplaintAbout.choices, default=ComplaintAbout.OTHER
    )
    about_whom = models.CharField(_("about whom"), max_length=120, blank=True)
    about_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account it is about"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    about_person = models.ForeignKey(
        Person,
        verbose_name=_("person it is about"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    kept_from = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("kept from"), blank=True, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=8, choices=ComplaintState.choices, default=ComplaintState.NEW
    )
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written down by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    received_at = models.DateTimeField(_("received at"))
    level_since = models.DateTimeField(_("at this level since"))

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        ordering = ["-received_at", "pk"]
        permissions = [
            ("view_all_complaint", "Can see every complaint that is not about oneself"),
            ("answer_complaint", "Can look into complaints and answer them"),
        ]
        indexes = [models.Index(fields=["level", "state"], name="complaint_level_state")]

    def __str__(self) -> str:
        # Rows of the log keep this text: it says nothing about anybody.
        return f"{self._meta.verbose_name} {str(self.pk)[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("mentoring_registry:complaint", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES
