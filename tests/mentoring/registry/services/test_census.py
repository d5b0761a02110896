from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from mentoring.registry.errors import AlreadyEnrolled, ListedOnly, OutsideYourCensus, SeenInFuture
from mentoring.registry.models import CensusEntry, ConsentLevel, Membership
from mentoring.registry.services import (
    SeenCrafter,
    correct_entry,
    enrol_from_census,
    list_crafters,
)
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import CensusEntryFactory, MandateFactory, place

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 2, 3, tzinfo=UTC)
SEEN_ON = date(2026, 3, 1)


@pytest.fixture
def joko():
    """Takes the census of the regency of Jember."""
    user = UserFactory(full_name="Joko Sensus Contoh", roles=["census_taker"])
    MandateFactory(user=user, role="census_taker", place=place("35.09"))
    return user


def sheet(group, by, *crafters, **more):
    return list_crafters(
        sentra=group.sentra, crafters=crafters, seen_on=SEEN_ON, recorded_by=by, now=NOW, **more
    )


def test_a_sheet_of_many_lines_is_kept_at_once(joko, here):
    entries = sheet(
        here,
        joko,
        SeenCrafter(name="Sutini", hamlet="Karuk"),
        SeenCrafter(name="Mbok Nah", hamlet="Krajan", referred_by="Sutini"),
    )

    assert [entry.name for entry in entries] == ["Sutini", "Mbok Nah"]
    assert CensusEntry.objects.filter(place=here.sentra.place, wave=1).count() == 2


def test_a_line_sent_twice_stays_as_it_was_first(joko, here):
    key = uuid4()
    sheet(here, joko, SeenCrafter(id=key, name="Sutini", hamlet="Karuk"))
    (again,) = sheet(here, joko, SeenCrafter(id=key, name="Sutinah", hamlet="Karuk"))

    assert again.name == "Sutini"
    assert CensusEntry.objects.count() == 1


def test_a_census_taker_of_another_regency_is_refused(joko, far):
    with pytest.raises(OutsideYourCensus):
        sheet(far, joko, SeenCrafter(name="Inaq", hamlet="Krajan"))

    assert CensusEntry.objects.count() == 0


def test_a_facilitator_writes_the_hamlet_of_her_group_and_no_other(sri, here):
    here.hamlet = "Krajan"
    here.save()
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))

    sheet(here, sri.user, SeenCrafter(name="Sutini", hamlet=" krajan"))
    with pytest.raises(OutsideYourCensus):
        sheet(here, sri.user, SeenCrafter(name="Sutini", hamlet="Karuk"))


def test_somebody_cannot_have_been_met_tomorrow(joko, here):
    with pytest.raises(SeenInFuture):
        list_crafters(
            sentra=here.sentra,
            crafters=[SeenCrafter(name="Sutini", hamlet="Karuk")],
            seen_on=date(2026, 3, 3),
            recorded_by=joko,
            now=NOW,
        )


def test_enrolling_makes_a_person_and_a_member_once(dewi, here):
    entry = CensusEntryFactory(sentra=here.sentra, consent_level=ConsentLevel.CONTACT)

    membership = enrol_from_census(entry=entry, group=here, starts_on=SEEN_ON, enrolled_by=dewi)

    entry.refresh_from_db()
    assert entry.person == membership.person
    with pytest.raises(AlreadyEnrolled):
        enrol_from_census(entry=entry, group=here, starts_on=SEEN_ON, enrolled_by=dewi)


def test_who_agreed_to_be_counted_only_is_not_enrolled(dewi, here):
    entry = CensusEntryFactory(sentra=here.sentra)

    with pytest.raises(ListedOnly):
        enrol_from_census(entry=entry, group=here, starts_on=SEEN_ON, enrolled_by=dewi)

    assert Membership.objects.count() == 0


def test_an_entry_is_not_moved_into_a_hamlet_of_others(sri, here):
    here.hamlet = "Krajan"
    here.save()
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))
    entry = CensusEntryFactory(sentra=here.sentra, hamlet="Krajan")

    correct_entry(entry=entry, changes={"name": "Sutini"}, changed_by=sri.user)
    with pytest.raises(OutsideYourCensus):
        correct_entry(entry=entry, changes={"hamlet": "Karuk"}, changed_by=sri.user)


def test_who_sees_which_entries(joko, sri, dewi, wayan, eko, rini, here, far):
    here.hamlet = "Krajan"
    here.save()
    AssignmentFactory(facilitator=sri, group=here, starts_on=date(2020, 1, 1))
    krajan = CensusEntryFactory(sentra=here.sentra, hamlet="krajan")
    karuk = CensusEntryFactory(sentra=here.sentra, hamlet="Karuk")
    there = CensusEntryFactory(sentra=far.sentra)

    def seen_by(user):
        return set(CensusEntry.objects.visible_to(user))

    assert seen_by(sri.user) == {krajan}
    assert seen_by(joko) == seen_by(dewi) == seen_by(eko) == {krajan, karuk}
    assert seen_by(wayan) == {there}
    assert seen_by(rini) == {krajan, karuk, there}
    assert seen_by(UserFactory(roles=["crafter"])) == set()
