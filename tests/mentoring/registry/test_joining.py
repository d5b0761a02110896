"""One rule for who may join a group, for one member and for a list."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentoring.registry.errors import (
    BeforeItWasFounded,
    GroupIsDissolved,
    JuraganIsNoBeneficiary,
    PersonIsGone,
)
from mentoring.registry.joining import Joining, refusals_to_join
from mentoring.registry.models import GroupStatus, MembershipRole, Stratum
from mentoring.registry.services import add_member, change_role, split_group
from tests.factories.registry import (
    CensusEntryFactory,
    CrafterGroupFactory,
    MembershipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db

FOUNDED = date(2025, 2, 1)
A_DAY = timedelta(days=1)


@pytest.fixture
def founded(here):
    here.founded_on = FOUNDED
    here.save()
    return here


def kinds(refusals):
    return [type(refusal) if refusal else None for refusal in refusals]


def juragan(sentra, name="Anom Rekaan", hamlet="Karuk", **about):
    return CensusEntryFactory(
        sentra=sentra, name=name, hamlet=hamlet, stratum=Stratum.JURAGAN, **about
    )


def test_each_is_refused_for_her_own_reason(founded):
    ended = CrafterGroupFactory(sentra=founded.sentra, status=GroupStatus.DISSOLVED)
    gone = PersonFactory(merged_into=PersonFactory())
    boss = PersonFactory()
    juragan(founded.sentra, person=boss, seen_on=date(2025, 1, 1))

    refusals = refusals_to_join(
        [
            Joining(founded, FOUNDED, PersonFactory()),
            Joining(ended, FOUNDED, PersonFactory()),
            Joining(founded, FOUNDED, gone),
            Joining(founded, date(2025, 1, 31), PersonFactory()),
            Joining(founded, FOUNDED, boss),
        ]
    )

    assert kinds(refusals) == [
        None,
        GroupIsDissolved,
        PersonIsGone,
        BeforeItWasFounded,
        JuraganIsNoBeneficiary,
    ]


def test_one_member_is_refused_by_the_same_rule(founded, dewi):
    with pytest.raises(BeforeItWasFounded):
        add_member(
            person=PersonFactory(), group=founded, starts_on=date(2025, 1, 31), added_by=dewi
        )

    assert not founded.memberships.exists()


class TestADayWrittenBack:
    """Who became a juragan after the day she is said to have joined."""

    @pytest.fixture
    def boss(self, founded):
        boss = PersonFactory(full_name="Anom Rekaan")
        juragan(founded.sentra, person=boss, seen_on=timezone.localdate() - A_DAY)
        return boss

    def test_makes_no_juragan_of_today_a_member(self, founded, boss, dewi):
        with pytest.raises(JuraganIsNoBeneficiary, match="Anom Rekaan"):
            add_member(person=boss, group=founded, starts_on=FOUNDED, added_by=dewi)

        assert not founded.memberships.exists()

    def test_makes_no_juragan_of_the_last_day_a_member(self, founded, boss, dewi):
        with pytest.raises(JuraganIsNoBeneficiary):
            add_member(
                person=boss,
                group=founded,
                starts_on=FOUNDED,
                ends_on=timezone.localdate(),
                added_by=dewi,
            )

    def test_leaves_her_the_time_that_ended_before(self, founded, boss, dewi):
        before = add_member(
            person=boss,
            group=founded,
            starts_on=FOUNDED,
            ends_on=timezone.localdate() - A_DAY,
            added_by=dewi,
        )

        assert before.last_day == timezone.localdate() - 2 * A_DAY

    def test_makes_no_officer_of_a_member_who_became_a_juragan(self, founded, boss, dewi):
        member = MembershipFactory(person=boss, group=founded, starts_on=FOUNDED)

        with pytest.raises(JuraganIsNoBeneficiary):
            change_role(
                membership=member,
                role=MembershipRole.TREASURER,
                starts_on=FOUNDED + 30 * A_DAY,
                changed_by=dewi,
            )

    def test_carries_her_into_no_group_that_is_split_off(self, founded, boss, dewi):
        other = PersonFactory()
        for person in (boss, other, PersonFactory()):
            MembershipFactory(person=person, group=founded, starts_on=FOUNDED)

        child = split_group(
            group=founded,
            name="Dahlia Contoh",
            leaving=[boss, other],
            happened_on=FOUNDED + 30 * A_DAY,
            split_by=dewi,
        )

        assert [each.person for each in child.memberships.all()] == [other]


def test_somebody_new_is_told_from_a_juragan_by_name_and_hamlet(here):
    juragan(here.sentra)
    elsewhere = CrafterGroupFactory()

    refusals = refusals_to_join(
        [
            Joining(here, FOUNDED, full_name="Anom Rekaan"),
            Joining(here, FOUNDED, full_name="H. Anom Rekaan", hamlet="karuk"),
            Joining(here, FOUNDED, full_name="Anom Rekaan", hamlet="Kebon"),
            Joining(here, FOUNDED, full_name="Anom Contoh"),
            Joining(elsewhere, FOUNDED, full_name="Anom Rekaan"),
        ]
    )

    assert kinds(refusals) == [JuraganIsNoBeneficiary, JuraganIsNoBeneficiary, None, None, None]


def test_a_registered_juragan_of_the_village_is_known_by_her_name_too(here):
    boss = PersonFactory(full_name="Anom Rekaan", place=here.sentra.place)
    juragan(here.sentra, name="Bu Anom", person=boss)

    refusals = refusals_to_join([Joining(here, FOUNDED, full_name="Anom Rekaan")])

    assert kinds(refusals) == [JuraganIsNoBeneficiary]


@pytest.mark.parametrize("people", [1, 30])
def test_new_people_cost_the_same_questions_however_many(people, here, django_assert_num_queries):
    juragan(here.sentra)
    PersonFactory(full_name="Anom Rekaan", place=here.sentra.place)
    some = [Joining(here, FOUNDED, full_name="Anom Rekaan")] * people

    with django_assert_num_queries(4):
        refusals_to_join(some)
