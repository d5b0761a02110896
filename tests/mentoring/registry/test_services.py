from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from mentoring.registry import services
from mentoring.registry.errors import (
    EndsBeforeItStarts,
    GroupNameTaken,
    MandateOverlaps,
    MembershipOverlaps,
    OpenMembershipOverlaps,
    StillInUse,
)
from mentoring.registry.models import CrafterGroup, Mandate, Membership, Person, Sentra
from mentoring.registry.signals import member_added, membership_ended, person_got_account
from tests.factories.accounts import UserFactory
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    place,
    tutul,
)

pytestmark = pytest.mark.django_db

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


@pytest.fixture
def sri():
    return UserFactory(full_name="Sri Pendamping Contoh")


@pytest.fixture
def heard():
    """Collects (signal name, arguments) of everything sent while the test runs."""
    signals = {
        "member_added": member_added,
        "membership_ended": membership_ended,
        "person_got_account": person_got_account,
    }
    found, receivers = [], []
    for name, signal in signals.items():

        def receiver(name=name, **arguments):
            found.append((name, arguments))

        receivers.append(receiver)
        signal.connect(receiver)
    yield found
    for signal, receiver in zip(signals.values(), receivers, strict=True):
        signal.disconnect(receiver)


def test_creating_a_craft_centre_and_a_group_is_logged_under_whoever_did_it(sri):
    sentra = services.create_sentra(
        name="Manik Tutul", craft="manik-manik", place=tutul(), time_zone="Asia/Jakarta",
        created_by=sri,
    )  # fmt: skip
    group = services.create_group(name="Ronce Melati", sentra=sentra, created_by=sri)

    entries = ModelLogEntry.objects.filter(user=sri, action="wagtail.create")
    assert sorted(entries.values_list("object_id", flat=True)) == sorted(
        [str(sentra.pk), str(group.pk)]
    )


def test_a_craft_centre_has_one_group_of_a_name_whatever_the_case(sri):
    group = CrafterGroupFactory(name="Ronce Melati")

    with pytest.raises(GroupNameTaken):
        services.create_group(name="ronce melati", sentra=group.sentra, created_by=sri)

    assert CrafterGroup.objects.count() == 1


def test_a_group_may_keep_its_own_name_when_it_is_changed(sri):
    group = CrafterGroupFactory(name="Ronce Melati")

    services.change_group(
        group=group, changes={"name": "Ronce Melati", "hamlet": "Kebon"}, changed_by=sri
    )

    group.refresh_from_db()
    assert group.hamlet == "Kebon"


def test_a_group_cannot_take_the_name_of_its_neighbour(sri):
    other = CrafterGroupFactory(name="Ronce Melati")
    group = CrafterGroupFactory(sentra=other.sentra)

    with pytest.raises(GroupNameTaken):
        services.change_group(group=group, changes={"name": "Ronce Melati"}, changed_by=sri)


def test_one_word_is_a_whole_name(sri):
    person = services.register_person(full_name="Sutini", hamlet="Krajan", registered_by=sri)

    assert (person.full_name, person.called()) == ("Sutini", "Sutini")


def test_a_new_member_of_a_group_lives_in_its_village_unless_said_otherwise(sri):
    group = CrafterGroupFactory()

    membership = services.enrol_new_person(
        group=group, starts_on=JAN, enrolled_by=sri, full_name="Sutini", hamlet="Krajan"
    )

    assert membership.person.place == group.sentra.place
    assert list(Person.objects.members_of(group, JAN)) == [membership.person]


def test_membership_ends_before_it_starts_is_refused_with_the_days_people_say(sri):
    with pytest.raises(EndsBeforeItStarts) as refusal:
        services.add_member(
            person=PersonFactory(), group=CrafterGroupFactory(), starts_on=FEB, ends_on=JAN,
            added_by=sri,
        )  # fmt: skip

    assert refusal.value.facts == {"starts_on": FEB, "last_day": date(2025, 12, 31)}
    assert Membership.objects.count() == 0


def test_nobody_is_twice_a_member_of_the_same_group_on_one_day(sri):
    standing = MembershipFactory(starts_on=JAN)

    with pytest.raises(OpenMembershipOverlaps) as refusal:
        services.add_member(
            person=standing.person, group=standing.group, starts_on=FEB, added_by=sri
        )

    assert refusal.value.facts["starts_on"] == JAN


def test_an_overlap_with_a_closed_membership_names_its_last_day(sri):
    standing = MembershipFactory(starts_on=JAN, ends_on=MAR)

    with pytest.raises(MembershipOverlaps) as refusal:
        services.add_member(
            person=standing.person, group=standing.group, starts_on=FEB, added_by=sri
        )

    assert refusal.value.facts["last_day"] == date(2026, 2, 28)


def test_whoever_left_may_come_back_on_the_day_after_the_last_one(sri):
    standing = MembershipFactory(starts_on=JAN, ends_on=FEB)

    services.add_member(person=standing.person, group=standing.group, starts_on=FEB, added_by=sri)

    days = (date(2026, 1, 31), FEB)
    assert [standing.group.memberships.on(day).count() for day in days] == [1, 1]


def test_a_person_may_belong_to_two_groups_at_once(sri):
    standing = MembershipFactory(starts_on=JAN)

    services.add_member(
        person=standing.person, group=CrafterGroupFactory(), starts_on=FEB, added_by=sri
    )

    assert standing.person.memberships.on(FEB).count() == 2


def test_ending_a_membership_keeps_the_days_before_and_says_why(sri):
    membership = MembershipFactory(starts_on=JAN)

    services.end_membership(membership=membership, ends_on=MAR, reason="pindah", ended_by=sri)

    membership.refresh_from_db()
    assert (membership.last_day, membership.reason) == (date(2026, 2, 28), "pindah")
    assert membership.holds_on(date(2026, 2, 28))


def test_the_end_of_a_membership_cannot_be_moved_into_a_later_one(sri):
    first = MembershipFactory(starts_on=JAN, ends_on=FEB)
    MembershipFactory(person=first.person, group=first.group, starts_on=MAR)

    with pytest.raises(MembershipOverlaps):
        services.end_membership(membership=first, ends_on=date(2026, 4, 1), ended_by=sri)

    first.refresh_from_db()
    assert first.ends_on == FEB


def test_the_database_itself_refuses_a_second_open_membership():
    standing = MembershipFactory(starts_on=JAN)

    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(person=standing.person, group=standing.group, starts_on=FEB)


def test_members_are_announced_after_commit(sri, heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        membership = services.add_member(
            person=PersonFactory(), group=CrafterGroupFactory(), starts_on=JAN, added_by=sri
        )
        services.end_membership(membership=membership, ends_on=FEB, ended_by=sri)

    assert [(name, told["membership"]) for name, told in heard] == [
        ("member_added", membership),
        ("membership_ended", membership),
    ]


def test_a_person_gets_one_account_however_often_it_is_asked_for(
    heard, django_capture_on_commit_callbacks
):
    person = PersonFactory(full_name="Sutini", phone="+6280000000012")

    with django_capture_on_commit_callbacks(execute=True):
        first = services.ensure_user(person=person)
        again = services.ensure_user(person=Person.objects.get(pk=person.pk))

    assert first == again
    assert (first.get_full_name(), first.phone) == ("Sutini", "+6280000000012")
    assert first.has_usable_password() is False
    assert [name for name, _told in heard] == ["person_got_account"]


def test_without_the_setting_no_account_is_made_and_the_setting_is_named(settings):
    settings.MENTORING_CREATE_USER = ""

    with pytest.raises(ImproperlyConfigured, match="MENTORING_CREATE_USER"):
        services.ensure_user(person=PersonFactory())


def test_a_mandate_shows_its_place_at_once_also_to_a_user_asked_before(sri):
    group = CrafterGroupFactory()
    receiver = UserFactory()
    assert list(CrafterGroup.objects.visible_to(receiver)) == []

    services.grant_mandate(
        user=receiver, role="coordinator", place=place("35.09"), starts_on=JAN, granted_by=sri
    )

    assert list(CrafterGroup.objects.visible_to(receiver)) == [group]


def test_the_same_mandate_is_not_granted_twice_for_one_day(sri):
    mandate = MandateFactory(starts_on=JAN)

    with pytest.raises(MandateOverlaps):
        services.grant_mandate(
            user=mandate.user, role=mandate.role, place=mandate.place, starts_on=MAR,
            granted_by=sri,
        )  # fmt: skip

    assert Mandate.objects.count() == 1


def test_an_ended_mandate_shows_nothing_any_more(sri):
    CrafterGroupFactory()
    mandate = MandateFactory(place=tutul())

    services.end_mandate(mandate=mandate, ends_on=MAR, ended_by=sri)

    assert list(CrafterGroup.objects.visible_to(mandate.user, MAR)) == []


def test_what_others_name_cannot_be_deleted_and_stays(sri):
    group = CrafterGroupFactory()

    with pytest.raises(StillInUse):
        services.delete_unused(row=group.sentra, deleted_by=sri)

    assert Sentra.objects.filter(pk=group.sentra.pk).exists()
    assert ModelLogEntry.objects.filter(action="wagtail.delete").count() == 0


def test_what_nobody_names_can_be_deleted(sri):
    person = PersonFactory()

    services.delete_unused(row=person, deleted_by=sri)

    assert Person.objects.count() == 0


def test_a_roster_names_officers_first_then_people_by_name():
    group = CrafterGroupFactory()
    for name, role in [("Budi", "member"), ("Ani", "member"), ("Citra", "chair")]:
        MembershipFactory(group=group, person__full_name=name, role=role)
    MembershipFactory(group=group, person__full_name="Gone", ends_on=FEB)

    roster = Membership.objects.roster(MAR).filter(group=group)

    assert [membership.person.full_name for membership in roster] == ["Citra", "Ani", "Budi"]


def test_refusals_say_dates_in_words_of_the_reader():
    refusal = EndsBeforeItStarts(starts_on=FEB, last_day=date(2025, 12, 31))

    assert "31 " in str(refusal)
    assert "2025-12-31" not in str(refusal)


def test_a_craft_centre_can_be_corrected(sri):
    sentra = SentraFactory()

    services.change_sentra(sentra=sentra, changes={"craft": "gerabah"}, changed_by=sri)

    sentra.refresh_from_db()
    assert sentra.craft == "gerabah"
