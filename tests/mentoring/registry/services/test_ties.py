from datetime import UTC, date, datetime

import pytest
from wagtail.models import ModelLogEntry

from mentoring.registry.errors import DebtNeedsConsent, OneOtherSide, TiedToHerself, TieStands
from mentoring.registry.models import BusinessTie, TieKind
from mentoring.registry.services import (
    Conflict,
    OtherSide,
    conflicts_between,
    end_tie,
    open_ties,
    record_tie,
    relatives_among,
    reseal_ties,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    BusinessTieFactory,
    ConsentFactory,
    MembershipFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def record(person, by, other, kind=TieKind.LENDER, **more):
    if not person.consents.exists():
        ConsentFactory(person=person)
    return record_tie(
        person=person,
        other=other,
        kind=kind,
        source="wawancara",
        starts_on=date(2026, 1, 1),
        recorded_by=by,
        now=NOW,
        **more,
    )


def test_who_lent_and_what_was_agreed_is_not_readable_in_the_database(dewi):
    tie = record(
        PersonFactory(),
        dewi,
        OtherSide(name="Juragan Anom Rekaan"),
        terms="Rp500.000, 30 kodi",
    )

    stored = BusinessTie.objects.values_list("sealed_party", "sealed_terms").get(pk=tie.pk)
    assert "Anom" not in str(stored)
    assert "500" not in str(stored)[:3]

    open_ties(ties=[tie], read_by=dewi)
    assert (tie.party, tie.terms) == ("Juragan Anom Rekaan", "Rp500.000, 30 kodi")


def test_a_debt_is_neither_written_nor_read_without_her_consent(dewi):
    person = PersonFactory()
    consent = ConsentFactory(person=person)
    tie = record(person, dewi, OtherSide(name="Juragan Anom Rekaan"), terms="Rp500.000")
    consent.withdrawn_at = consent.given_at
    consent.save()

    open_ties(ties=[tie], read_by=dewi)

    assert (tie.party, tie.terms) == ("", "")
    with pytest.raises(DebtNeedsConsent):
        record(person, dewi, OtherSide(name="Orang Lain Rekaan"))
    record(person, dewi, OtherSide(name="Orang Lain Rekaan"), TieKind.BUYER)


def test_every_look_is_logged_without_saying_what_was_seen(dewi):
    tie = record(PersonFactory(), dewi, OtherSide(name="Juragan Anom Rekaan"))

    open_ties(ties=[tie], read_by=dewi)

    entry = ModelLogEntry.objects.get(action="mentoring.read_tie")
    assert entry.user == dewi
    assert "Anom" not in f"{entry.label} {entry.data}"


def test_a_tie_has_exactly_one_other_side(dewi):
    person = PersonFactory()
    for other in (OtherSide(), OtherSide(person=PersonFactory(), name="Anom")):
        with pytest.raises(OneOtherSide):
            record(person, dewi, other)
    with pytest.raises(TiedToHerself):
        record(person, dewi, OtherSide(person=person))


def test_the_same_tie_does_not_stand_twice_but_may_come_back(dewi):
    person, buyer = PersonFactory(), PersonFactory()
    tie = record(person, dewi, OtherSide(person=buyer), TieKind.BUYER)
    with pytest.raises(TieStands):
        record(person, dewi, OtherSide(person=buyer), TieKind.BUYER)
    record(person, dewi, OtherSide(person=buyer), TieKind.LENDER)

    end_tie(tie=tie, ends_on=date(2026, 2, 1), ended_by=dewi)
    record_tie(
        person=person,
        other=OtherSide(person=buyer),
        kind=TieKind.BUYER,
        source="wawancara",
        starts_on=date(2026, 2, 1),
        recorded_by=dewi,
        now=NOW,
    )

    assert BusinessTie.objects.count() == 3


def test_a_facilitator_tied_to_members_is_in_conflict_by_kind(dewi, sri, here):
    herself = PersonFactory(user=sri.user)
    member, other = MembershipFactory(group=here).person, MembershipFactory(group=here).person
    record(member, dewi, OtherSide(user=sri.user), TieKind.LENDER)
    record(other, dewi, OtherSide(person=herself), TieKind.LENDER)
    record(herself, dewi, OtherSide(person=member), TieKind.RELATIVE)

    assert conflicts_between(user=sri.user, group=here, on=TODAY) == [
        Conflict("lender", 2),
        Conflict("relative", 1),
    ]


def test_there_is_no_conflict_with_other_groups_ended_ties_or_former_members(dewi, sri, here, far):
    former = MembershipFactory(group=here, ends_on=date(2026, 1, 1)).person
    record(former, dewi, OtherSide(user=sri.user))
    elsewhere = MembershipFactory(group=far).person
    record(elsewhere, dewi, OtherSide(user=sri.user))
    ended = MembershipFactory(group=here).person
    tie = record(ended, dewi, OtherSide(user=sri.user))
    end_tie(tie=tie, ends_on=date(2026, 2, 1), ended_by=dewi)

    assert conflicts_between(user=sri.user, group=here, on=TODAY) == []


def test_conflicts_are_one_question_to_the_database(sri, here, django_assert_num_queries):
    for _ in range(3):
        BusinessTieFactory(
            from_person=MembershipFactory(group=here).person, to_person=None, to_user=sri.user
        )

    with django_assert_num_queries(1):
        conflicts_between(user=sri.user, group=here, on=TODAY)


def test_families_are_found_along_chains_of_relatives():
    a, b, c, d = (PersonFactory() for _ in range(4))
    for one, other in ((a, b), (c, b)):
        BusinessTieFactory(from_person=one, to_person=other, kind=TieKind.RELATIVE)
    BusinessTieFactory(from_person=d, to_person=a, kind=TieKind.BUYER)

    found = relatives_among(people=[one.pk for one in (a, b, c, d)], on=TODAY)

    assert found == [{a.pk, b.pk, c.pk}]


def test_only_who_wrote_it_the_coordinator_the_evaluator_and_she_herself_see_a_tie(
    dewi, wayan, eko, rini, sri, here
):
    ruminah = UserFactory(roles=["crafter"])
    juragan = PersonFactory(user=UserFactory(roles=["crafter"]))
    person = MembershipFactory(group=here, person__user=ruminah).person
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))
    by_dewi = record(person, dewi, OtherSide(person=juragan))
    by_sri = record(person, sri.user, OtherSide(name="Anom"), TieKind.BUYER)

    def seen_by(user):
        return set(BusinessTie.objects.visible_to(user))

    assert seen_by(dewi) == seen_by(eko) == seen_by(ruminah) == {by_dewi, by_sri}
    assert seen_by(sri.user) == {by_sri}
    for user in (wayan, rini, juragan.user, UserFactory(roles=["administrator"])):
        assert seen_by(user) == set()


def test_after_a_new_key_every_tie_can_still_be_read(dewi, settings):
    tie = record(PersonFactory(), dewi, OtherSide(name="Juragan Anom Rekaan"))
    old = settings.MENTORING_IDENTIFIER_KEYS
    settings.MENTORING_IDENTIFIER_KEYS = ["b" * 43 + "=", *old]
    before = tie.sealed_party

    assert reseal_ties() == 1

    tie.refresh_from_db()
    assert tie.sealed_party != before
    settings.MENTORING_IDENTIFIER_KEYS = ["b" * 43 + "="]
    open_ties(ties=[tie], read_by=dewi)
    assert tie.party == "Juragan Anom Rekaan"
