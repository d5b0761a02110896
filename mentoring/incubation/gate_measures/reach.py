"""Starting point: is everybody listed, did the members take part, are the weak among them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from mentoring.incubation.gate_measures.shape import AlwaysHere, Asked, Verdict, at_least, percent
from mentoring.incubation.models import CycleEnrolment, Measure, Round, RoundKind
from mentoring.incubation.parts import in_parts
from mentoring.incubation.progress import counted
from mentoring.registry.models import CensusEntry, CrafterGroup, Membership, Tier
from mentoring.sessions.models import Attendance, AttendanceStatus, SessionState


class CensusDone(AlwaysHere):
    """Every hamlet of the centre where a group or a member is known has entries in the census."""

    code = Measure.CENSUS_DONE

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        centres = {one.enrolment.group.sentra_id for one in asked}
        listed, known = _listed_hamlets(centres, on), _known_hamlets(centres, on)
        return {
            one: _census(
                known[one.enrolment.group.sentra_id], listed[one.enrolment.group.sentra_id]
            )
            for one in asked
        }


class BaselineMembers(AlwaysHere):
    """Members of the baseline's day who took part: asked one by one, or present that day."""

    code = Measure.BASELINE_MEMBERS

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        days = _baseline_days({one.enrolment.pk for one in asked})
        members = _members_on(asked, days)
        took_part = _present(asked, days)
        for key, people in _asked_one_by_one(days).items():
            took_part[key] |= people
        return {
            one: self._one(one, members[one.enrolment.pk], took_part[one.enrolment.pk], days)
            for one in asked
        }

    def _one(
        self, one: Asked, members: set[UUID], came: set[UUID], days: dict[UUID, date]
    ) -> Verdict:
        if one.enrolment.pk not in days:
            kind = RoundKind.BASELINE.label
            return Verdict(is_met=None, told=_("Waits for scoring: %(kind)s.") % {"kind": kind})
        if not members:
            return Verdict(is_met=None, told=_("The group had no members on that day."))
        absent = len(members - came)
        told = _("%(count)d members took no part.") % {"count": absent}
        return at_least(percent(len(members & came), len(members)), one.criterion, told)


class WeakGroups(AlwaysHere):
    """The share of left-behind groups among all that ever entered the cycle."""

    code = Measure.WEAK_GROUPS

    def read(self, asked: Sequence[Asked], on: date) -> dict[Asked, Verdict]:
        every: Counter[int] = Counter()
        weak: Counter[int] = Counter()
        rows = CycleEnrolment.objects.filter(
            cycle__in={one.enrolment.cycle_id for one in asked}, starts_on__lte=on
        ).order_by()
        for cycle, tier in rows.values_list("cycle", "group__tier"):
            every[cycle] += 1
            weak[cycle] += tier == Tier.WEAK
        return {
            one: at_least(
                percent(weak[one.enrolment.cycle_id], every[one.enrolment.cycle_id] or 1),
                one.criterion,
                _("Bring in more groups that were left behind."),
            )
            for one in asked
        }


def _census(known: dict[str, str], listed: set[str]) -> Verdict:
    missing = sorted(name for key, name in known.items() if key not in listed)
    if missing:
        told = _("Nobody is listed yet in: %(hamlets)s.") % {"hamlets": ", ".join(missing)}
        return Verdict(is_met=False, told=told)
    if not listed:
        return Verdict(is_met=False, told=_("Nobody of this craft centre is listed yet."))
    return Verdict(is_met=True)


def _key(hamlet: str) -> str:
    """ "Krajan" and " krajan" are one hamlet."""
    return " ".join(hamlet.casefold().split())


def _listed_hamlets(centres: Collection[int], on: date) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for some in in_parts(centres):
        rows = CensusEntry.objects.filter(sentra__in=some).seen_until(on).order_by()
        for centre, hamlet in rows.values_list("sentra", "hamlet").distinct():
            found[centre].add(_key(hamlet))
    return found


def _known_hamlets(centres: Collection[int], on: date) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for some in in_parts(centres):
        groups = CrafterGroup.objects.filter(sentra__in=some).order_by()
        members = Membership.objects.on(on).filter(group__sentra__in=some).order_by()
        rows = [*groups.values_list("sentra", "hamlet").distinct()]
        rows += members.values_list("group__sentra", "person__hamlet").distinct()
        for centre, hamlet in rows:
            if _key(hamlet):
                found[centre].setdefault(_key(hamlet), " ".join(hamlet.split()))
    return found


def _baseline_days(enrolments: Collection[UUID]) -> dict[UUID, date]:
    """Enrolment -> the day of its baseline; absent without one."""
    rounds: dict[UUID, list[Round]] = defaultdict(list)
    for some in in_parts(enrolments):
        for one in Round.objects.of_groups().filter(enrolment__in=some).counted():
            rounds[one.enrolment_id].append(one)
    first = {key: counted(some, RoundKind.BASELINE) for key, some in rounds.items()}
    return {key: one.happened_on for key, one in first.items() if one is not None}


def _members_on(asked: Sequence[Asked], days: dict[UUID, date]) -> dict[UUID, set[UUID]]:
    groups = {one.enrolment.group_id: one.enrolment.pk for one in asked}
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for some in in_parts(groups):
        rows = Membership.objects.filter(group__in=some).order_by()
        for group, person, starts_on, ends_on in rows.values_list(
            "group", "person", "starts_on", "ends_on"
        ):
            day = days.get(groups[group])
            if day and starts_on <= day and (ends_on is None or ends_on > day):
                found[groups[group]].add(person)
    return found


def _present(asked: Sequence[Asked], days: dict[UUID, date]) -> dict[UUID, set[UUID]]:
    groups = {one.enrolment.group_id: one.enrolment.pk for one in asked}
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for some in in_parts(groups):
        rows = Attendance.objects.filter(
            session__group__in=some,
            session__state=SessionState.HELD,
            session__happened_on__in=set(days.values()),
            status=AttendanceStatus.HADIR,
        ).order_by()
        for group, day, person in rows.values_list(
            "session__group", "session__happened_on", "person"
        ):
            if day == days.get(groups[group]):
                found[groups[group]].add(person)
    return found


def _asked_one_by_one(days: dict[UUID, date]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for some in in_parts(days):
        rows = Round.objects.of_persons().filter(enrolment__in=some, kind=RoundKind.BASELINE)
        for key, person in rows.counted().order_by().values_list("enrolment", "person"):
            found[key].add(person)
    return found
