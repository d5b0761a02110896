"""Pages of back-checks: the list, the drawing, the answers, and who gets them."""

import pytest
from django.urls import reverse

from mentoring.registry.models import ExportLog
from mentoring.sessions.models import BackCheck
from mentoring.sessions.services.back_checks import draw_back_checks
from tests.factories.accounts import UserFactory
from tests.factories.assignments import FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory, place
from tests.factories.sessions import NOON, VisitFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
LIST, DRAW = (reverse(f"mentoring_sessions:{n}") for n in ("back_checks", "draw_back_checks"))


def draw(dewi, visits, asker=None):
    for number in range(visits):
        group = CrafterGroupFactory(name=f"=Kelompok {number}")
        VisitFactory(
            group=group, minutes=60, recorded_by=UserFactory(full_name=f"Sri Nomor{number:02d}x")
        )
    month = NOON.date()
    draw_back_checks(place=place("35.09"), month=month, drawn_by=dewi, asker=asker, now=NOON)
    return BackCheck.objects.order_by("session__group__name").first()


@pytest.mark.parametrize("visits", [1, 3, 20])
def test_the_list_costs_the_same_questions(visits, dewi, client, django_assert_num_queries):
    draw(dewi, visits)
    client.force_login(dewi)
    client.get(LIST)

    with django_assert_num_queries(11):
        answer = client.get(LIST)

    assert len(answer.context["page"]) == visits
    assert markup_errors(answer.content.decode()) == []


def test_the_list_is_searched_filtered_and_taken_out(dewi, client):
    draw(dewi, 3)
    client.force_login(dewi)

    found = client.get(LIST, {"q": "Nomor01x", "keadaan": "terbuka"}).context["page"]
    address = f"{LIST}?format=csv&q=Nomor02x"
    asked, unsaid = client.get(address), client.post(address, {"reason": "x"})
    assert "Untuk apa daftar ini?" in asked.text
    assert not asked.streaming and not unsaid.streaming
    assert not ExportLog.objects.exists()
    why = "rapat koordinasi uji petik"
    file = b"".join(client.post(address, {"reason": why}).streaming_content)

    assert [check.session.group.name for check in found] == ["=Kelompok 1"]
    assert list(client.get(LIST, {"keadaan": "selesai"}).context["page"]) == []
    assert b"'=Kelompok 2" in file and b"Kelompok 1" not in file
    kept = ExportLog.objects.get()
    assert (kept.row_count, kept.has_names, kept.reason) == (1, True, why)


def test_whoever_asks_one_visit_again_takes_no_names_out(dewi, client):
    budi = UserFactory(roles=["facilitator"])
    draw(dewi, 1, asker=budi)
    client.force_login(budi)

    shown = client.get(LIST)

    assert len(shown.context["page"]) == 1
    assert "format=csv" not in shown.text
    for ask in (client.get, client.post):
        assert ask(f"{LIST}?format=csv").status_code == 403
    assert not ExportLog.objects.exists()


def test_a_coordinator_draws_for_her_places_only(dewi, wayan, client, here, today):
    VisitFactory(group=here, happened_on=today)
    said = {"place": "35.09", "month": today.replace(day=1).isoformat(), "asker": ""}
    client.force_login(wayan)
    refused = client.post(DRAW, said)
    client.force_login(dewi)

    assert "place" in refused.context["form"].errors
    again = client.post(DRAW, {**said, "month": "lusa", "asker": "x"})
    assert set(again.context["form"].errors) == {"month", "asker"}
    assert client.post(DRAW, said).status_code == 302
    assert "Tidak ada lagi" in client.post(DRAW, said).content.decode()
    assert BackCheck.objects.count() == 1
    client.force_login(UserFactory(roles=["facilitator"]))
    assert client.get(DRAW).status_code == 403


def test_the_page_for_drawing_names_no_place_until_one_is_typed(dewi, client, here, today):
    VisitFactory(group=here, happened_on=today)
    village = here.sentra.place
    client.force_login(dewi)

    page = client.get(DRAW)
    said = {"place": f"{village.pk} {village.name}", "month": today.replace(day=1).isoformat()}
    answer = client.post(DRAW, said)

    assert village.pk not in page.text and village.name not in page.text
    assert markup_errors(page.text) == []
    assert answer.status_code == 302
    assert BackCheck.objects.get().draw.place == village


def test_what_was_typed_stays_until_all_is_answered(dewi, client):
    check = draw(dewi, 1)
    client.force_login(dewi)
    said = {"informant": "Ketua", "agrees_happened": "yes", "agrees_people": "no", "note": "Ramai"}

    answer = client.post(check.get_absolute_url(), {**said, "agrees_length": "mungkin"})

    form = answer.context["form"]
    assert set(form.errors) == {"found_people", "agrees_length"}
    assert 'value="Ketua"' in answer.content.decode()
    assert "Ramai" in answer.content.decode()
    assert markup_errors(answer.content.decode()) == []
    full = {**said, "found_people": "Empat", "agrees_length": "yes"}
    assert client.post(check.get_absolute_url(), full).status_code == 302
    shown = client.get(check.get_absolute_url()).content.decode()
    assert "Empat" in shown
    assert 'csrfmiddlewaretoken" value' not in shown.split("<main", 1)[1].split("</main", 1)[0]


def test_of_a_visit_that_did_not_take_place_no_more_is_asked(dewi, client):
    check = draw(dewi, 1)
    client.force_login(dewi)
    said = {"informant": "Ketua", "agrees_happened": "no", "found_happened": "Tidak datang"}

    assert client.post(check.get_absolute_url(), said).status_code == 302
    assert check.answers.get().found == "Tidak datang"


def test_another_facilitator_may_ask_and_the_visits_own_finds_nothing(dewi, wayan, eko, client):
    budi = FacilitatorFactory(user=UserFactory(roles=["facilitator"], full_name="Budi Rekaan")).user
    check = draw(dewi, 1)
    client.force_login(dewi)
    to = reverse("mentoring_sessions:assign_back_check", args=[check.pk])
    client.post(to, {"asker": check.facilitator.pk})
    client.post(to, {"asker": budi.pk})
    check.refresh_from_db()
    assert check.assigned_to == budi

    opened = {}
    for user in (budi, eko, check.facilitator, wayan):
        client.force_login(user)
        got, told = (ask(check.get_absolute_url()).status_code for ask in (client.get, client.post))
        opened[user] = (got, told)
    assert opened == {
        budi: (200, 200),
        eko: (200, 403),
        check.facilitator: (404, 404),
        wayan: (404, 404),
    }
