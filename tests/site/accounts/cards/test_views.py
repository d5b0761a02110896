import io
from datetime import UTC, datetime

import pikepdf
import pytest
from django.urls import reverse

from balai.accounts.cards.services import make_card
from balai.accounts.models import SignInCard
from balai.accounts.services import create_participant_user
from balai.accounts.throttle import PER_ADDRESS, PER_NAME
from mentoring.registry.services import enter_identifier
from tests.factories.accounts import UserFactory
from tests.factories.registry import MembershipFactory, PersonFactory, PersonIdentifierFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
PIN = "402913"


def group_page(cast):
    return reverse("accounts:group_cards", args=[cast.group.pk])


def person_page(cast):
    return reverse("accounts:new_card", args=[cast.person.pk])


def signed_in(client):
    return client.session.get("_auth_user_id")


@pytest.fixture
def card(cast):
    return make_card(user=cast.ruminah, made_by=cast.sri, pin=PIN)


def test_scanning_the_card_and_typing_the_pin_signs_in(client, cast, card):
    address = card.address.removeprefix("http://localhost:8000")
    page = client.get(address)

    answer = client.post(address, {"code": card.code, "pin": PIN})

    assert markup_errors(page.text) == []
    assert "Ruminah" not in page.text
    assert answer.headers["Location"] == "/beranda/"
    assert signed_in(client) == str(cast.ruminah.pk)
    assert client.get("/beranda/").status_code == 200


def test_typing_the_code_signs_in_without_a_camera(client, cast, card):
    assert markup_errors(client.get("/kartu/").text) == []

    client.post("/kartu/", {"code": card.printed_code.lower().replace("0", "o"), "pin": PIN})

    assert signed_in(client) == str(cast.ruminah.pk)


def test_whoever_made_the_card_reads_no_whole_number_with_it(client, cast, card):
    enter_identifier(
        person=cast.person,
        kind="NIK",
        text="9999995705800001",
        entered_by=None,
        now=datetime(2026, 6, 1, tzinfo=UTC),
    )
    cast.ruminah.set_password("rahasia-contoh")
    cast.ruminah.save()
    whole = "/pendampingan/saya/nomor/nik/lihat/"
    client.force_login(cast.ruminah)
    assert client.get(whole).status_code == 200
    client.logout()

    client.post("/kartu/", {"code": card.code, "pin": PIN})

    assert signed_in(client) == str(cast.ruminah.pk)
    assert client.get(whole).status_code == 403
    assert "9999 9957 0580 0001" not in client.post(whole).text


def test_an_account_without_a_password_was_opened_by_a_card(client, cast):
    PersonIdentifierFactory(person=cast.person)
    client.force_login(cast.ruminah)

    assert client.get("/pendampingan/saya/nomor/nik/lihat/").status_code == 403


def test_an_address_that_is_no_card_asks_for_the_code(client):
    assert "Kode di kartu" in client.get("/kartu/salah/").text


def test_a_wrong_pin_is_refused_in_words(client, card):
    answer = client.post("/kartu/", {"code": card.code, "pin": "402914"})

    assert "Kartu dan PIN tidak cocok" in answer.text
    assert signed_in(client) is None


def test_after_five_wrong_pins_even_the_right_one_waits(client, card):
    for _try in range(PER_NAME):
        client.post("/kartu/", {"code": card.code, "pin": "402914"})

    # Written another way, it is the same card.
    answer = client.post("/kartu/", {"code": card.printed_code.lower(), "pin": PIN})

    assert "Tunggu 15 menit" in answer.text
    assert signed_in(client) is None


def test_another_card_of_the_same_village_is_not_shut_out(client, cast, card):
    other = make_card(user=create_participant_user(full_name="Sutini"), made_by=cast.sri)
    for _try in range(PER_NAME):
        client.post("/kartu/", {"code": card.code, "pin": "402914"})

    assert client.post("/kartu/", {"code": other.code, "pin": other.pin}).status_code == 302


def test_one_address_that_tries_many_cards_has_to_wait(client, card):
    for number in range(PER_ADDRESS):
        client.post("/kartu/", {"code": f"{number:016}", "pin": "402914"})

    assert "Tunggu 15 menit" in client.post("/kartu/", {"code": card.code, "pin": PIN}).text


def test_a_replaced_card_is_refused_in_words(client, cast, card):
    make_card(user=cast.ruminah, made_by=cast.sri)

    answer = client.post("/kartu/", {"code": card.code, "pin": PIN})

    assert "Kartu ini tidak berlaku lagi" in answer.text
    assert signed_in(client) is None


def test_replacing_a_card_signs_out_whoever_holds_the_old_one(client, cast, card):
    client.post("/kartu/", {"code": card.code, "pin": PIN})

    make_card(user=cast.ruminah, made_by=cast.sri)

    assert client.get("/beranda/").headers["Location"].startswith("/masuk/")


def test_the_next_person_on_a_shared_phone_gets_a_session_of_her_own(client, cast, card):
    sutini = create_participant_user(full_name="Sutini")
    other = make_card(user=sutini, made_by=cast.sri)
    client.post("/kartu/", {"code": card.code, "pin": PIN})
    client.session["left"] = "behind"

    client.post("/kartu/", {"code": other.code, "pin": other.pin})

    assert signed_in(client) == str(sutini.pk)
    assert "left" not in client.session


def test_a_form_somebody_else_wrote_is_not_accepted(card):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/kartu/", {"code": card.code, "pin": PIN}).status_code == 403


def test_who_makes_whose_card(client, cast):
    """Own, same area, foreign: for the group's page, the person's page and its POST."""
    seen = {}
    for name in (
        "ruminah",
        "sri",
        "coordinator",
        "same_area",
        "far_away",
        "coordinator_abroad",
        "evaluator",
        "administrator",
    ):
        client.force_login(getattr(cast, name))
        seen[name] = (
            client.get(group_page(cast)).status_code,
            client.get(person_page(cast)).status_code,
            client.post(person_page(cast)).status_code,
        )

    assert seen == {
        "sri": (200, 200, 200),
        "coordinator": (200, 200, 200),
        "same_area": (404, 404, 404),
        "far_away": (404, 404, 404),
        "coordinator_abroad": (404, 404, 404),
        "evaluator": (404, 404, 404),
        "administrator": (404, 404, 404),
        "ruminah": (404, 404, 404),
    }
    assert SignInCard.objects.count() == 2
    makers = {card.made_by for card in SignInCard.objects.all()}
    assert makers == {cast.sri, cast.coordinator}


def test_guests_are_asked_to_sign_in(client, cast):
    for address in (group_page(cast), person_page(cast)):
        assert client.get(address).headers["Location"].startswith("/masuk/")


def test_a_facilitator_of_yesterday_makes_none(client, cast, today):
    cast.group.assignments.update(ends_on=today)
    client.force_login(cast.sri)

    assert client.get(person_page(cast)).status_code == 404


def test_a_member_of_yesterday_gets_none_from_the_group(client, cast, today):
    cast.person.memberships.update(ends_on=today)
    client.force_login(cast.sri)

    assert client.get(person_page(cast)).status_code == 404


def test_the_new_card_is_shown_once_and_works(client, cast, card):
    client.force_login(cast.sri)
    before = client.get(person_page(cast))

    answer = client.post(person_page(cast), {"pin": "718204"})

    assert markup_errors(before.text) == []
    assert markup_errors(answer.text) == []
    assert "718204" in answer.text
    assert "no-store" in answer.headers["Cache-Control"]
    new = answer.context["card"]
    assert new.replaces
    client.post("/kartu/", {"code": new.code, "pin": "718204"})
    assert signed_in(client) == str(cast.ruminah.pk)


@pytest.mark.parametrize(("pin", "said"), [("123456", "mudah ditebak"), ("4029", "enam angka")])
def test_an_easy_or_short_pin_comes_back_with_a_sentence(client, cast, pin, said):
    client.force_login(cast.sri)

    answer = client.post(person_page(cast), {"pin": pin})

    assert said in answer.text
    assert SignInCard.objects.count() == 0


def test_somebody_without_an_account_gets_one_with_the_card(client, cast):
    person = PersonFactory(full_name="Sutini")
    MembershipFactory(group=cast.group, person=person)
    client.force_login(cast.sri)

    client.post(reverse("accounts:new_card", args=[person.pk]))

    person.refresh_from_db()
    assert person.user.cards.in_use().count() == 1


def text_of(answer) -> str:
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        return f"{len(pdf.pages)} {pdf.docinfo.get('/Title')}"


def test_the_sheet_has_a_strip_for_each_who_had_none(client, cast):
    for number in range(6):
        MembershipFactory(group=cast.group, person=PersonFactory(full_name=f"Orang {number}"))
    client.force_login(cast.sri)
    before = client.get(group_page(cast))

    sheet = client.post(group_page(cast))
    again = client.post(group_page(cast))

    assert markup_errors(before.text) == []
    assert "7 orang belum punya kartu" in before.text
    assert sheet.headers["Content-Type"] == "application/pdf"
    assert text_of(sheet) == "2 Kartu masuk"
    assert SignInCard.objects.in_use().count() == 7
    assert again.headers["Location"] == group_page(cast)


def test_a_facilitator_who_is_a_member_is_left_out(client, cast):
    MembershipFactory(group=cast.group, person=PersonFactory(user=cast.same_area))
    client.force_login(cast.sri)

    assert "masuk dengan kata sandi" in client.get(group_page(cast)).text
    client.post(group_page(cast))
    assert [card.user for card in SignInCard.objects.all()] == [cast.ruminah]


def test_the_page_of_a_new_card_prints_it(client, cast):
    client.force_login(cast.sri)
    made = client.post(person_page(cast)).context["card"]
    address = reverse("accounts:print_card", args=[cast.person.pk])

    sheet = client.post(address, {"code": made.code, "pin": made.pin})
    with_another_pin = client.post(address, {"code": made.code, "pin": "402914"})
    client.force_login(cast.same_area)
    by_another = client.post(address, {"code": made.code, "pin": made.pin})

    assert text_of(sheet) == "1 Kartu masuk"
    assert (with_another_pin.status_code, by_another.status_code) == (404, 404)


@pytest.mark.parametrize(("count", "queries"), [(0, 6), (1, 8), (30, 8)])
def test_a_group_of_any_size_costs_the_same(
    client, cast, count, queries, django_assert_num_queries
):
    cast.person.memberships.all().delete()
    for _number in range(count):
        user = create_participant_user(full_name="Orang Contoh")
        make_card(user=user, made_by=cast.sri)
        MembershipFactory(group=cast.group, person=PersonFactory(user=user))
    client.force_login(cast.sri)
    client.get(group_page(cast))  # fills the caches of the site's name and colours

    with django_assert_num_queries(queries):
        page = client.get(group_page(cast))

    assert len(page.context["rows"]) == count


def test_the_group_page_leads_there_for_who_may(client, cast):
    leads = {}
    for name in ("sri", "coordinator", "evaluator"):
        client.force_login(getattr(cast, name))
        leads[name] = group_page(cast) in client.get(cast.group.get_absolute_url()).text

    assert leads == {"sri": True, "coordinator": True, "evaluator": False}


def test_the_door_for_passwords_names_the_one_for_cards(client):
    assert 'href="/kartu/"' in client.get("/masuk/").text


def test_the_pages_speak_english_too(client, cast):
    client.force_login(UserFactory(preferred_language="en"))

    assert "Sign in with a card" in client.get("/kartu/").text
