from datetime import UTC, date, datetime

import pytest

from mentoring.registry.models import (
    CensusEntry,
    EquityAggregate,
    FrozenRank,
    ReachAggregate,
    Stratum,
)
from mentoring.registry.reach import hamlets_of, reach_of
from mentoring.registry.services import (
    freeze_ranks,
    load_default_vulnerability_version,
    recount_reach,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    CensusEntryFactory,
    CrafterGroupFactory,
    MembershipFactory,
    PersonFactory,
)
from tests.factories.sessions import AttendanceFactory, VisitFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def recount(group):
    recount_reach(sentra=group.sentra, on=TODAY, now=NOW)
    return reach_of(ReachAggregate.objects.filter(sentra=group.sentra))


def member(group, stratum, hamlet="Krajan"):
    """A member who is in the census too."""
    person = MembershipFactory(group=group, person=PersonFactory(hamlet=hamlet)).person
    CensusEntryFactory(sentra=group.sentra, person=person, stratum=stratum, hamlet=hamlet)
    return person


def test_members_and_census_are_counted_once_beside_one_another(sri, here):
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))
    member(here, Stratum.ESTABLISHED)
    MembershipFactory(group=here)
    CensusEntryFactory(sentra=here.sentra, stratum=Stratum.LAGGING)

    reach = recount(here)

    assert [(one.stratum, one.listed, one.accompanied) for one in reach.strata] == [
        ("tertinggal", 1, 0),
        ("mapan", 1, 1),
        ("", 1, 1),
    ]
    assert (reach.total.listed, reach.total.unserved) == (3, 1)
    assert reach.counted_at == NOW


def test_a_group_nobody_accompanies_is_enrolled_and_not_reached(here):
    member(here, Stratum.LAGGING)

    reach = recount(here)

    assert (reach.total.enrolled, reach.total.accompanied) == (1, 0)


def test_the_share_that_only_the_head_or_a_juragan_showed(here):
    for way in ("village_head", "juragan", "walk_through", "referral"):
        CensusEntryFactory(sentra=here.sentra, reached_through=way)

    assert recount(here).guarded_share == 0.5


def test_nobody_known_has_no_shares(here):
    reach = recount(here)

    assert (reach.guarded_share, reach.total.coverage, reach.counted_at) == (None, None, None)


def test_one_hamlet_spelled_twice_is_one_row(here):
    CensusEntryFactory(sentra=here.sentra, hamlet="Krajan")
    CensusEntryFactory(sentra=here.sentra, hamlet=" krajan  ")

    recount(here)

    rows = list(hamlets_of(ReachAggregate.objects.all()))
    assert [(row["hamlet"].strip().casefold(), row["known"]) for row in rows] == [("krajan", 2)]


def test_minutes_of_held_sessions_are_summed_and_ranked(sri, here):
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))
    weak, strong = member(here, Stratum.LAGGING), member(here, Stratum.ESTABLISHED)
    held = VisitFactory(group=here, state="held", happened_on=date(2026, 2, 1))
    old = VisitFactory(group=here, state="held", happened_on=date(2024, 2, 1))
    AttendanceFactory(session=held, person=strong, status="hadir", minutes=120)
    AttendanceFactory(session=held, person=weak, status="izin", minutes=0)
    AttendanceFactory(session=old, person=weak, status="hadir", minutes=120)
    for _ in range(8):
        CensusEntryFactory(sentra=here.sentra, stratum=Stratum.GROWING)

    reach = recount(here)

    figures = EquityAggregate.objects.get(sentra=here.sentra).figures
    assert reach.total.minutes == 120
    assert figures["benefit"]["value"] == pytest.approx(0.9)
    assert figures["elite_share"] == 1.0


def test_a_stratum_changed_after_freezing_moves_no_figure(sri, here):
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))
    weak = member(here, Stratum.LAGGING)
    strong = CensusEntryFactory(sentra=here.sentra, stratum=Stratum.ESTABLISHED)
    CensusEntryFactory(sentra=here.sentra, stratum=Stratum.GROWING)

    def figures():
        recount(here)
        return EquityAggregate.objects.get(sentra=here.sentra).figures

    before = figures()
    freeze_ranks(cycle_key="enrolment:1", sentra=here.sentra, on=TODAY, now=NOW)
    CensusEntry.objects.filter(person=weak).update(stratum=Stratum.ESTABLISHED)
    CensusEntry.objects.filter(pk=strong.pk).update(stratum=Stratum.LAGGING)

    assert figures() == before
    FrozenRank.objects.all().delete()
    assert figures() != before


def test_counting_twice_leaves_one_set_of_rows(here):
    CensusEntryFactory(sentra=here.sentra)

    recount(here)
    recount(here)

    assert ReachAggregate.objects.count() == 1
    assert EquityAggregate.objects.count() == 1


def test_counting_a_centre_asks_as_often_for_one_as_for_thirty(
    sri, here, django_assert_num_queries
):
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))
    other = CrafterGroupFactory(sentra=here.sentra)
    for _ in range(15):
        member(here, Stratum.LAGGING)
        member(other, Stratum.GROWING)

    with django_assert_num_queries(19):
        recount_reach(sentra=here.sentra, on=TODAY, now=NOW)


def test_who_sees_the_reach_of_which_places(dewi, wayan, eko, rini, sri, here):
    CensusEntryFactory(sentra=here.sentra)
    recount(here)

    def rows(user):
        return ReachAggregate.objects.visible_to(user).count()

    assert [rows(user) for user in (dewi, eko, rini)] == [1, 1, 1]
    assert [rows(user) for user in (wayan, sri.user, UserFactory(roles=["crafter"]))] == [0, 0, 0]


def test_the_questions_are_there_after_migrating():
    assert load_default_vulnerability_version().number == 1
