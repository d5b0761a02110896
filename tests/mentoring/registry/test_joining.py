"""One rule for who may join a group, for one member and for a list."""

from datetime import date

import pytest

from mentoring.registry.errors import (
    BeforeItWasFounded,
    GroupIsDissolved,
    JuraganIsNoBeneficiary,
    PersonIsGone,
)
from mentoring.registry.joining import Joining, refusals_to_join
from mentoring.registry.models import GroupStatus, Stratum
from mentoring.registry.services import add_member
from tests.factories.registry import CensusEntryFactory, CrafterGroupFactory, PersonFactory

pytestmark = pytest.mark.django_db

FOUNDED = date(2025, 2, 1)


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
