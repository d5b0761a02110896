import uuid

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from balai.accounts.cards.codes import digest
from balai.accounts.cards.services import holder_of, make_card, make_cards
from balai.accounts.errors import (
    CardHolderLockedOut,
    CardOrPinWrong,
    CardReplaced,
    NoCardForThisAccount,
    PinNotSixDigits,
    PinTooEasy,
)
from balai.accounts.models import SignInCard
from balai.accounts.services import create_participant_user
from balai.inbox.models import Notice
from curriculum.models import ReaderKey
from curriculum.services import give_reader_key
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def sri():
    return UserFactory(full_name="Sri Pendamping Contoh")


@pytest.fixture
def ruminah():
    return create_participant_user(full_name="Ruminah Contoh")


def test_card_and_pin_name_their_holder(ruminah, sri):
    made = make_card(user=ruminah, made_by=sri, pin="402913")

    assert holder_of(code=made.code, pin="402913") == ruminah
    assert holder_of(code=made.printed_code.lower(), pin="402913") == ruminah


def test_neither_code_nor_pin_is_kept(ruminah, sri):
    made = make_card(user=ruminah, made_by=sri)

    stored = SignInCard.objects.values().get()
    kept = {str(value) for value in stored.values()}
    assert stored["code_hash"] == digest(made.code)
    assert not {made.code, made.printed_code, made.pin} & kept


def test_a_wrong_pin_and_an_unknown_card_are_refused_alike(ruminah, sri):
    made = make_card(user=ruminah, made_by=sri, pin="402913")

    for code, pin in ((made.code, "402914"), ("0" * 16, "402913"), ("", "")):
        with pytest.raises(CardOrPinWrong):
            holder_of(code=code, pin=pin)


def test_a_replaced_card_says_so_and_only_to_who_knows_its_pin(ruminah, sri):
    old = make_card(user=ruminah, made_by=sri, pin="402913")
    new = make_card(user=ruminah, made_by=sri)

    with pytest.raises(CardReplaced):
        holder_of(code=old.code, pin="402913")
    with pytest.raises(CardOrPinWrong):
        holder_of(code=old.code, pin="111112")
    assert holder_of(code=new.code, pin=new.pin) == ruminah
    assert (old.replaces, new.replaces) == (False, True)


def test_replacing_is_told_in_her_inbox_and_kept_in_the_log(ruminah, sri):
    make_card(user=ruminah, made_by=sri)
    told_of_the_first = Notice.objects.count()
    make_card(user=ruminah, made_by=sri)

    notice = Notice.objects.get(user=ruminah)
    actions = ModelLogEntry.objects.filter(object_id=ruminah.pk).order_by("pk")
    assert told_of_the_first == 0
    assert "Sri Pendamping Contoh" in notice.body
    assert [(entry.action, entry.user) for entry in actions] == [
        ("accounts.card_made", sri),
        ("accounts.card_replaced", sri),
    ]
    old = SignInCard.objects.exclude(revoked_at=None).get()
    assert old.revoked_by == sri


def test_a_person_never_has_two_cards_in_use(ruminah, sri):
    make_card(user=ruminah, made_by=sri)

    with pytest.raises(IntegrityError), transaction.atomic():
        SignInCard.objects.create(user=ruminah, code_hash="x", pin_hash="y")


@pytest.mark.parametrize("roles", [["facilitator"], ["coordinator"], ["crafter", "author"]])
def test_roles_of_the_staff_hold_no_card(sri, roles):
    with pytest.raises(NoCardForThisAccount):
        make_card(user=UserFactory(roles=roles), made_by=sri)


def test_a_crafter_by_role_holds_one_and_closed_or_chief_accounts_do_not(sri):
    assert make_card(user=UserFactory(roles=["crafter"]), made_by=sri).pin

    for user in (UserFactory(is_active=False), UserFactory(is_superuser=True)):
        with pytest.raises(NoCardForThisAccount):
            make_card(user=user, made_by=sri)


def test_a_card_stops_when_its_holder_gets_a_role_or_is_closed(ruminah, sri):
    made = make_card(user=ruminah, made_by=sri)
    ruminah.user_permissions.add(Permission.objects.get(codename="add_user"))
    with pytest.raises(CardHolderLockedOut):
        holder_of(code=made.code, pin=made.pin)
    ruminah.user_permissions.clear()
    ruminah.is_active = False
    ruminah.save()
    with pytest.raises(CardHolderLockedOut):
        holder_of(code=made.code, pin=made.pin)


def test_a_demo_card_opens_nothing_in_public(ruminah, sri, settings):
    made = make_card(user=ruminah, made_by=sri)
    type(ruminah).objects.update(is_demo=True)
    settings.PRODUCTION = True

    with pytest.raises(CardHolderLockedOut):
        holder_of(code=made.code, pin=made.pin)


def test_chosen_pins_are_six_digits_and_not_easy(ruminah, sri):
    with pytest.raises(PinTooEasy):
        make_card(user=ruminah, made_by=sri, pin="123456")
    with pytest.raises(PinNotSixDigits):
        make_card(user=ruminah, made_by=sri, pin="40291")

    assert SignInCard.objects.count() == 0


def test_a_sheet_is_made_for_those_without_a_card_only(ruminah, sri):
    make_card(user=ruminah, made_by=sri)
    others = [create_participant_user(full_name=name) for name in ("Sutini", "Buhari Contoh")]

    made = make_cards(users=[ruminah, *others], made_by=sri)

    assert [card.name for card in made] == ["Sutini", "Buhari Contoh"]
    assert make_cards(users=[ruminah, *others], made_by=sri) == []


def test_a_replaced_card_ends_the_phones_that_know_its_owner(ruminah, sri):
    make_card(user=ruminah, made_by=sri)
    give_reader_key(user=ruminah, device=uuid.uuid4())

    make_card(user=ruminah, made_by=sri)

    assert not ReaderKey.objects.not_ended().exists()
