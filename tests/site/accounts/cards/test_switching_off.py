"""A lost card stops at once, without a new one."""

import uuid

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from balai.accounts.cards.services import holder_of, make_card, switch_off_card
from balai.accounts.errors import CardReplaced, NoCardInUse
from balai.accounts.models import SignInCard
from balai.inbox.models import Notice
from curriculum.models import ReaderKey
from curriculum.services import give_reader_key
from tests.factories.registry import MembershipFactory, PersonFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
PIN = "402913"


@pytest.fixture
def card(cast):
    return make_card(user=cast.ruminah, made_by=cast.sri, pin=PIN)


def address_of(person):
    return reverse("accounts:switch_off_card", args=[person.pk])


def test_it_signs_nobody_in_any_more_and_is_told_and_logged(cast, card):
    switch_off_card(user=cast.ruminah, switched_off_by=cast.coordinator)

    with pytest.raises(CardReplaced):
        holder_of(code=card.code, pin=PIN)
    kept = SignInCard.objects.get()
    assert (kept.is_in_use(), kept.revoked_by) == (False, cast.coordinator)
    notice = Notice.objects.get(user=cast.ruminah)
    assert "Wayan Contoh" in notice.body
    entry = ModelLogEntry.objects.filter(object_id=cast.ruminah.pk).latest("pk")
    assert (entry.action, entry.user) == ("accounts.card_switched_off", cast.coordinator)
    with pytest.raises(NoCardInUse):
        switch_off_card(user=cast.ruminah, switched_off_by=cast.sri)


def test_whoever_is_signed_in_with_it_is_signed_out(client, cast, card):
    client.post("/kartu/", {"code": card.code, "pin": PIN})
    assert client.get("/beranda/").status_code == 200

    switch_off_card(user=cast.ruminah, switched_off_by=cast.sri)

    assert client.get("/beranda/").status_code == 302


def test_the_page_of_her_card_offers_it_only_while_there_is_one(client, cast, card):
    page = reverse("accounts:new_card", args=[cast.person.pk])
    client.force_login(cast.sri)
    offered = client.get(page).text

    answer = client.post(address_of(cast.person), follow=True).text

    assert address_of(cast.person) in offered
    assert "Kartunya sudah tidak berlaku." in answer
    assert address_of(cast.person) not in answer
    assert (
        "tidak punya kartu yang berlaku" in client.post(address_of(cast.person), follow=True).text
    )
    assert (markup_errors(offered), markup_errors(answer)) == ([], [])
    assert client.get(address_of(cast.person)).status_code == 405


def test_only_who_keeps_her_cards_switches_one_off(client, cast, card):
    seen = {}
    for name in ("same_area", "far_away", "coordinator_abroad", "evaluator", "administrator"):
        client.force_login(getattr(cast, name))
        seen[name] = client.post(address_of(cast.person)).status_code
    client.force_login(cast.ruminah)
    seen["herself"] = client.post(address_of(cast.person)).status_code

    assert set(seen.values()) == {404}
    assert SignInCard.objects.in_use().count() == 1
    client.force_login(cast.coordinator)
    assert client.post(address_of(cast.person)).status_code == 302
    assert SignInCard.objects.in_use().count() == 0


def test_who_never_had_an_account_has_nothing_to_switch_off(client, cast):
    person = PersonFactory()
    MembershipFactory(group=cast.group, person=person)
    client.force_login(cast.sri)

    assert client.post(address_of(person)).status_code == 404


def test_a_phone_that_the_finder_put_her_on_ends_with_it(cast, card):
    give_reader_key(user=cast.ruminah, device=uuid.uuid4())

    switch_off_card(user=cast.ruminah, switched_off_by=cast.sri)

    assert not ReaderKey.objects.not_ended().exists()
