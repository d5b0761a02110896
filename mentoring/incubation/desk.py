"""What the cycle puts on the desk: groups to score, gates to decide, the board."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.desk import DeskItem
from mentoring.incubation.models import CycleEnrolment, Evaluation
from mentoring.incubation.permissions import DECIDE, PROPOSE, RECORD
from mentoring.registry.permissions import is_in_a_group, own_groups


def desk_items(user: Any, today: date) -> Iterator[DeskItem]:
    """The board for whoever follows groups, and what waits for a scoring or a decision."""
    board = reverse("mentoring_incubation:board")
    may_rate, may_decide = user.has_perm(RECORD), user.has_perm(DECIDE)
    reads = user.has_perm("mentoring_incubation.view_all_cycleenrolment")
    if not (may_rate or may_decide or reads or user.has_perm(PROPOSE)):
        yield from _results_of_my_groups(user, today)
        return
    to_rate = CycleEnrolment.objects.to_rate_by(user, today).count() if may_rate else 0
    if to_rate:
        yield DeskItem(
            kind="waiting",
            label=_("Groups to score"),
            sentence=_("Sit together with the group and fill in the scoring."),
            url=f"{board}?work=rate",
            count=to_rate,
            picture="check",
            order=40,
        )
    to_decide = CycleEnrolment.objects.to_decide_by(user, today).count() if may_decide else 0
    if to_decide:
        yield DeskItem(
            kind="waiting",
            label=_("Gates to decide"),
            sentence=_("Read the scores, then decide whether the group goes on."),
            url=f"{board}?work=decide",
            count=to_decide,
            picture="check",
            order=41,
        )
    yield DeskItem(
        kind="link",
        label=_("Two-year cycle"),
        sentence=_("Stages, scores and decisions of the groups"),
        url=board,
        picture="calendar",
        order=60,
    )


def _results_of_my_groups(user: Any, today: date) -> Iterator[DeskItem]:
    """For a member: the newest result of each of her groups, once its figures are locked."""
    if not is_in_a_group(user, today):
        return
    locked = Evaluation.objects.frozen().filter(enrolment__group__in=own_groups(user, today))
    newest = locked.order_by("-until", "-locked_at").values_list("pk", flat=True).first()
    if newest is not None:
        yield DeskItem(
            kind="link",
            label=_("The result of our group"),
            sentence=_("How strong we are, to read together"),
            url=reverse("mentoring_incubation:group_result", args=[newest]),
            picture="check",
            order=33,
        )
