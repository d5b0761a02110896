"""Who is accompanied by whom (hook `register_accompanied_readers`)."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils import timezone

from mentoring.assignments.models import Assignment
from mentoring.assignments.scopes import assigned_to_me
from mentoring.intervals import on_day
from mentoring.registry.models import Membership


class AccompaniedPeople:
    """What the hook answers with: people of the groups a facilitator has today."""

    def accompanied_by(self, user: Any, *, user_ids: Collection[int]) -> set[int]:
        """Those of `user_ids` who belong today to a group assigned to `user` today.

        One query. A mandate for the place gives no such right: who writes down what
        somebody learned has to have been there.
        """
        if not user.is_active:
            return set()
        today = timezone.localdate()
        mine = Assignment.objects.filter(assigned_to_me(user, today)).values("group")
        members = Membership.objects.filter(
            on_day(today), Q(person__user__in=user_ids), group__in=mine
        )
        return set(members.order_by().values_list("person__user_id", flat=True))
