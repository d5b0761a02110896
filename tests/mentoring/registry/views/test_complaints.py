"""Complaints as people leave them, and as they are looked into."""

import pytest
from django.urls import reverse
from wagtail import hooks

from mentoring.registry.errors import NobodyWouldBeLeft
from mentoring.registry.models import Complaint, ComplaintChannel, ComplaintState
from tests.factories.accounts import UserFactory
from tests.factories.registry import ComplaintFactory, MandateFactory, SentraFactory, place, tutul
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
LEAVE = "mentoring_registry:leave_complaint"
LIST = "mentoring_registry:complaints"
KEY = "mentoring_registry:key_complaint"


def address(name, complaint):
    return reverse(f"mentoring_registry:{name}", args=[complaint.pk])


def test_anybody_leaves_a_complaint_without_a_name_and_gets_a_receipt(client):
    SentraFactory()

    response = client.post(
        reverse(LEAVE),
        {"text": "Bantuan tidak sampai.", "about": "other", "place": "35.09.10.2003"},
        follow=True,
    )

    complaint = Complaint.objects.get()
    assert (complaint.place, complaint.channel, complaint.recorded_by) == (tutul(), "web", None)
    assert complaint.receipt in response.content.decode()
    assert "Bantuan tidak sampai" not in response.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 4001}, "text"),
        ({"about": "nobody"}, "about"),
        ({"about_whom": "x" * 121}, "about_whom"),
        ({"place": "99.99"}, "place"),
        ({"place": "' OR 1=1"}, "place"),
        ({"phone": "bukan nomor"}, "phone"),
    ],
)
def test_what_cannot_be_read_comes_back_and_nothing_typed_is_lost(client, wrong, field):
    response = client.post(
        reverse(LEAVE), {"text": "Bantuan tidak sampai.", "about": "other", **wrong}
    )

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert form["text"].value() == wrong.get("text", "Bantuan tidak sampai.")
    assert markup_errors(response.content.decode()) == []
    assert Complaint.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"channel": "web"}, "channel"),
        ({"channel": ""}, "channel"),
        ({"text": ""}, "text"),
        ({"about": "nobody"}, "about"),
        ({"about_whom": "x" * 121}, "about_whom"),
        ({"place": "99.99"}, "place"),
        ({"phone": "bukan nomor"}, "phone"),
    ],
)
def test_what_is_keyed_wrongly_comes_back_at_its_field(client, dewi, wrong, field):
    client.force_login(dewi)
    good = {"channel": "phone", "text": "Bantuan tidak sampai.", "about": "other"}

    response = client.post(reverse(KEY), {**good, **wrong})

    form = response.context["form"]
    assert list(form.errors) == [field]
    assert form["text"].value() == wrong.get("text", "Bantuan tidak sampai.")
    assert Complaint.objects.count() == 0


def test_too_many_from_one_address_are_refused_in_a_sentence(client, settings):
    settings.MENTORING_COMPLAINTS_AN_HOUR = 1
    told = {"text": "Bantuan tidak sampai.", "about": "other"}
    client.post(reverse(LEAVE), told)

    response = client.post(reverse(LEAVE), told)

    assert len(response.context["form"].non_field_errors()) == 1
    assert Complaint.objects.count() == 1


def test_the_receipt_shows_the_answer_and_never_the_text(client):
    complaint = ComplaintFactory(text="Rahasia saya", answer="Sudah kami temui.", state="answered")

    asked = client.get(
        reverse("mentoring_registry:find_receipt"),
        {"receipt": f" {complaint.receipt.lower()[:5]}-{complaint.receipt[5:]}"},
        follow=True,
    )

    assert "Sudah kami temui." in asked.content.decode()
    assert "Rahasia saya" not in asked.content.decode()
    assert asked["Cache-Control"] == "no-store"


def test_a_wrong_receipt_is_told_kindly(client):
    response = client.get(reverse("mentoring_registry:complaint_receipt", args=["ABCDEFGH23"]))

    assert response.status_code == 404
    assert "ABCDEFGH23" in response.content.decode()


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_list_asks_the_same_for_any_number_of_rows(
    rows, client, dewi, django_assert_num_queries
):
    for _ in range(rows):
        ComplaintFactory()
    client.force_login(dewi)
    client.get(reverse(LIST))

    # An empty page is not asked for.
    with django_assert_num_queries(7 if rows else 6):
        response = client.get(reverse(LIST))

    assert len(response.context["page"].object_list) == rows


def test_complaints_of_other_places_answer_404_and_other_roles_403(client, dewi, wayan, sri):
    complaint = ComplaintFactory()

    def answers(user, name="complaint"):
        client.force_login(user)
        return client.get(address(name, complaint)).status_code

    assert answers(dewi) == 200
    assert answers(wayan) == 404
    assert [answers(user) for user in (sri.user, UserFactory(roles=["crafter"]))] == [403, 403]


@pytest.mark.parametrize(
    "role",
    ["coordinator", "programme_manager", "evaluator", "auditor", "administrator", "facilitator"],
)
def test_whom_it_is_about_finds_no_trace_of_it_on_any_page(client, role):
    meant = UserFactory(full_name="Tumini Contoh", roles=[role])
    MandateFactory(user=meant, role="coordinator", place=place("35"))
    complaint = ComplaintFactory(about_user=meant, text="Dia menerima uang")
    client.force_login(meant)
    today = complaint.received_at.date()

    pages = [client.get(reverse(LIST)), client.get(address("complaint", complaint))]
    waiting = [
        item.count
        for ask in hooks.get_hooks("register_desk_items")
        if ask.__module__.startswith("mentoring.registry")
        for item in ask(meant, today)
    ]

    assert "Dia menerima uang" not in "".join(page.content.decode() for page in pages)
    assert pages[1].status_code in (403, 404)
    assert sum(waiting) == 0
    for name in ("answer_complaint", "complaint_tangani", "complaint_naik", "complaint_selesai"):
        assert client.post(address(name, complaint), {"answer": "x"}).status_code in (403, 404)
    complaint.refresh_from_db()
    assert complaint.state == ComplaintState.NEW


def test_it_is_taken_up_answered_and_closed(client, dewi):
    complaint = ComplaintFactory()
    client.force_login(dewi)

    client.post(address("complaint_tangani", complaint))
    empty = client.post(address("answer_complaint", complaint), {"answer": " "})
    client.post(address("answer_complaint", complaint), {"answer": "Sudah kami temui."})
    client.post(address("complaint_selesai", complaint))

    complaint.refresh_from_db()
    assert list(empty.context["form"].errors) == ["answer"]
    assert (complaint.state, complaint.answered_by) == (ComplaintState.CLOSED, dewi)


def test_passed_up_it_leaves_the_list_of_who_passed_it(client, dewi):
    complaint = ComplaintFactory(level=place("35.09"))
    client.force_login(dewi)

    response = client.post(address("complaint_naik", complaint), follow=True)

    complaint.refresh_from_db()
    assert complaint.level is None
    assert response.request["PATH_INFO"] == reverse(LIST)


def test_somebody_who_turns_out_to_be_meant_is_taken_out(client, dewi, rini):
    complaint = ComplaintFactory()
    meant = UserFactory(full_name="Tumini Contoh", roles=["coordinator"])
    MandateFactory(user=meant, role="coordinator", place=place("35.09.10"))
    client.force_login(dewi)

    client.post(address("keep_complaint_from", complaint), {"user": meant.pk})
    for wrong in (0, rini.pk):
        page = client.post(address("keep_complaint_from", complaint), {"user": wrong}, follow=True)
        assert [message.level_tag for message in page.context["messages"]][-1] == "error"

    assert list(complaint.kept_from.all()) == [meant]


def test_the_last_manager_who_would_see_it_stays_and_is_told_why(client, rini):
    complaint = ComplaintFactory()
    client.force_login(rini)

    page = client.post(address("keep_complaint_from", complaint), {"user": rini.pk}, follow=True)

    assert not complaint.kept_from.exists()
    assert [str(said) for said in page.context["messages"]] == [str(NobodyWouldBeLeft.message)]


def test_one_is_keyed_from_the_box_and_its_number_told(client, dewi):
    client.force_login(dewi)

    response = client.post(
        reverse("mentoring_registry:key_complaint"),
        {"text": "Tidak adil.", "about": "group", "channel": ComplaintChannel.BOX},
        follow=True,
    )

    complaint = Complaint.objects.get()
    assert (complaint.channel, complaint.recorded_by) == ("box", dewi)
    assert complaint.receipt in str(next(iter(response.context["messages"])))


def test_pages_parse_without_mercy_and_filter_by_state(client, dewi):
    complaint = ComplaintFactory()
    ComplaintFactory(state="closed")
    pages = [client.get(reverse(LEAVE)), client.get(reverse("mentoring_registry:find_receipt"))]
    client.force_login(dewi)
    pages += [
        client.get(reverse(LIST), {"status": "new"}),
        client.get(address("complaint", complaint)),
        client.get(reverse("mentoring_registry:key_complaint")),
        client.get(reverse(LIST), {"status": "strange", "halaman": "x"}),
    ]

    assert [markup_errors(page.content.decode()) for page in pages] == [[]] * 6
    assert list(pages[2].context["page"].object_list) == [complaint]
