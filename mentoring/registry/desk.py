"""What the registry puts on the desk."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.desk import DeskItem
from mentoring.registry import waiting
from mentoring.registry.accused import read_by_nobody
from mentoring.registry.evenness import uneven_centres
from mentoring.registry.models import Complaint, CrafterGroup, DuplicateCase, EquityMonth
from mentoring.registry.permissions import (
    RESPONSIBLE_ROLES,
    can_handle_complaints,
    can_search_duplicates,
)
from mentoring.registry.scopes import mandated_places


def desk_items(user: Any, today: date) -> Iterator[DeskItem]:
    yield from _registers(user, today)
    yield from _complaints(user, today)
    yield from _complaints_of_nobody(user)
    yield from _census_and_reach(user, today)


def _census_and_reach(user: Any, today: date) -> Iterator[DeskItem]:
    if user.has_perm("mentoring_registry.add_censusentry"):
        yield DeskItem(
            kind="link",
            label=_("Census"),
            sentence=_("Write down crafters, also those nobody serves"),
            url=reverse("mentoring_registry:census"),
            picture="people",
            order=70,
        )
    if user.has_perm("mentoring_registry.view_reachaggregate"):
        rows = EquityMonth.objects.visible_to(user, today)
        found = uneven_centres(rows, today)
        if centres := len({one.sentra.pk for one in found}):
            yield DeskItem(
                kind="waiting",
                label=_("The strong get more here"),
                sentence=ngettext(
                    "%(count)d craft centre is to be looked into.",
                    "%(count)d craft centres are to be looked into.",
                    centres,
                )
                % {"count": centres},
                url=reverse("mentoring_registry:reach"),
                count=centres,
                picture="people",
                order=22,
                rows=partial(waiting.uneven, found, reverse("mentoring_registry:reach")),
            )
        yield DeskItem(
            kind="link",
            label=_("Reach"),
            sentence=_("Whom we reach, weak and strong"),
            url=reverse("mentoring_registry:reach"),
            picture="people",
            order=75,
        )


def _complaints(user: Any, today: date) -> Iterator[DeskItem]:
    """Open complaints of her places; whom one is about is not told that it is there."""
    if not can_handle_complaints(user):
        return
    rows = Complaint.objects.visible_to(user, today).open()
    open_now = rows.count()
    yield DeskItem(
        kind="waiting" if open_now else "link",
        label=_("Complaints"),
        sentence=ngettext(
            "%(count)d complaint waits for an answer.",
            "%(count)d complaints wait for an answer.",
            open_now,
        )
        % {"count": open_now}
        if open_now
        else _("None waits. Write one down from a call or the box."),
        url=reverse("mentoring_registry:complaints"),
        count=open_now,
        picture="chat",
        order=12 if open_now else 80,
        rows=partial(waiting.complaints, rows) if open_now else None,
    )


def _complaints_of_nobody(user: Any) -> Iterator[DeskItem]:
    """For whoever keeps accounts and reads no complaints: that somebody else has to.

    Whom one is about is not told that it is there.
    """
    account = user._meta
    keeps = user.has_perm(f"{account.app_label}.change_{account.model_name}")
    if not keeps or user.has_perm("mentoring_registry.view_all_complaint"):
        return
    lost = read_by_nobody().exclude(kept_from=user).exclude(about_user=user).count()
    if lost:
        yield DeskItem(
            kind="waiting",
            label=_("Complaints nobody may read"),
            sentence=ngettext(
                "%(count)d complaint is kept from every programme manager. Make somebody else one.",
                "%(count)d complaints are kept from every programme manager. "
                "Make somebody else one.",
                lost,
            )
            % {"count": lost},
            url=reverse("wagtailusers_users:index"),
            count=lost,
            picture="chat",
            order=11,
        )


def _registers(user: Any, today: date) -> Iterator[DeskItem]:
    """The way to the registers, for those who keep them or read them all."""
    keeps = bool(mandated_places(user, today, RESPONSIBLE_ROLES))
    reads = user.has_perm("mentoring_registry.view_all_craftergroup")
    if not (keeps or reads) or not user.has_perm("wagtailadmin.access_admin"):
        return
    yield DeskItem(
        kind="link",
        label=_("Groups and members"),
        sentence=_("Craft centres, groups, people"),
        url=reverse("mentoring_group:index"),
        picture="people",
        order=20,
    )
    if keeps and not CrafterGroup.objects.visible_to(user, today).exists():
        yield DeskItem(
            kind="waiting",
            label=_("Write down your first group"),
            sentence=_("Your places have no group yet."),
            url=reverse("mentoring_group:add"),
            picture="people",
            order=30,
        )


def duplicates_waiting(user: Any, today: date) -> Iterator[DeskItem]:
    """Records that may be one person, for those who decide about them."""
    if not can_search_duplicates(user) or not user.has_perm("wagtailadmin.access_admin"):
        return
    rows = DuplicateCase.objects.visible_to(user, today).open()
    if count := rows.count():
        yield DeskItem(
            kind="waiting",
            label=_("Probable duplicates"),
            sentence=_("Records that may be one person"),
            url=reverse("mentoring_duplicate:index"),
            count=count,
            picture="people",
            order=60,
            rows=partial(waiting.pairs, rows),
        )
