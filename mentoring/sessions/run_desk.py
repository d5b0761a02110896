"""What trainings put on the desk: proposals to decide on, people who registered themselves."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.desk import DeskItem, WaitingRow
from mentoring.registry.permissions import responsible_q
from mentoring.sessions.models import RunRegistration, RunState, TrainingRun
from mentoring.sessions.scopes import runs_of_my_office

_SHOWN = 20


def run_items(user: Any, today: date) -> Iterator[DeskItem]:
    """Two questions at most; people without either permission cost none."""
    if user.has_perm("mentoring_sessions.decide_trainingrun"):
        yield from _proposals(user)
    if any(user.has_perm(f"mentoring_sessions.{each}_trainingrun") for each in ("change", "keep")):
        yield from _registrations(user, today)


def _proposals(user: Any) -> Iterator[DeskItem]:
    visible = TrainingRun.objects.visible_to(user).filter(state=RunState.PROPOSED)
    waiting = visible.exclude(opened_by=user)
    if count := waiting.count():
        yield DeskItem(
            kind="waiting",
            label=_("Proposed trainings"),
            sentence=_("Agree to them, or say why not."),
            url=f"{reverse('mentoring_sessions:runs')}?keadaan={RunState.PROPOSED}",
            count=count,
            picture="calendar",
            order=23,
            rows=lambda: _proposal_rows(waiting),
        )


def _proposal_rows(waiting: "QuerySet[TrainingRun]") -> Iterator[WaitingRow]:
    for run in waiting.select_related("place").order_by("starts_on", "pk")[:_SHOWN]:
        yield WaitingRow(
            title=str(run),
            url=reverse("mentoring_sessions:decide_run", args=[run.pk]),
            sentence=run.venue,
        )


def _registrations(user: Any, today: date) -> Iterator[DeskItem]:
    runs = _runs_with_waiting(user, today)
    count = RunRegistration.objects.waiting().filter(run__in=runs.values("pk")).count()
    if count:
        yield DeskItem(
            kind="waiting",
            label=_("People who registered for a training"),
            sentence=_("Take them in, or say why not this time."),
            url=reverse("mentoring_sessions:runs"),
            count=count,
            picture="people",
            order=25,
            rows=lambda: _registration_rows(runs),
        )


def _runs_with_waiting(user: Any, today: date) -> "QuerySet[TrainingRun]":
    """Open runs `user` may keep: of her places, or of her office."""
    mine = TrainingRun.objects.filter(pk__in=runs_of_my_office(user, today).values("pk"))
    if user.has_perm("mentoring_sessions.change_trainingrun"):
        hers = TrainingRun.objects.filter(responsible_q(TrainingRun, user, today))
        mine = TrainingRun.objects.filter(Q(pk__in=mine.values("pk")) | Q(pk__in=hers.values("pk")))
    return mine.filter(state__in=[RunState.PROPOSED, RunState.PLANNED, RunState.RUNNING])


def _registration_rows(runs: "QuerySet[TrainingRun]") -> Iterator[WaitingRow]:
    """One row a training, not one a person: names stay on the page of the waiting list."""
    told = runs.filter(registrations__state="waiting").annotate(
        people=Count("registrations"), since=Min("registrations__received_at")
    )
    for run in told.order_by("since", "pk")[:_SHOWN]:
        said = ngettext("%(count)d person waits.", "%(count)d people wait.", run.people)
        yield WaitingRow(
            title=str(run),
            url=reverse("mentoring_sessions:run_registrations", args=[run.pk]),
            sentence=said % {"count": run.people},
            since=run.since.astimezone(run.zone).date(),
        )
