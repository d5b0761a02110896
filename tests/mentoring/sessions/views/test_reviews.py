"""The list of sessions to look at: filters, search, marks, many at once, and as a file."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.registry.models import ExportLog
from mentoring.sessions.models import Evidence, MentoringSession
from tests.factories.accounts import UserFactory
from tests.factories.registry import CrafterGroupFactory
from tests.factories.sessions import NOON, VisitFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
LIST = reverse("mentoring_sessions:reviews")


def waiting(group, **more):
    return VisitFactory(group=group, **{"review_state": "submitted", **more})


def photo(session, **marks):
    return Evidence.objects.create(
        session=session,
        original_sha256=str(marks),
        recorded_by=session.recorded_by,
        recorded_at=NOON,
        received_at=NOON,
        **marks,
    )


@pytest.mark.parametrize("count", [1, 3, 20])
def test_the_list_costs_the_same_questions(count, dewi, here, client, django_assert_num_queries):
    for _ in range(count):
        photo(waiting(here), is_far=True)
    client.force_login(dewi)
    client.get(LIST)

    with django_assert_num_queries(10):
        answer = client.get(LIST)

    assert len(answer.context["page"]) == count
    assert answer.content.decode().count("foto diambil jauh") == count + 1
    assert markup_errors(answer.content.decode()) == []


@pytest.fixture
def sessions(here):
    """Name -> session; each has one thing of its own."""
    other = CrafterGroupFactory(name="Bubut Mandiri", sentra=here.sentra)
    today = date.today()
    found = {
        "plain": waiting(here),
        "group": waiting(other),
        "facilitator": waiting(here, recorded_by=UserFactory(full_name="Baiq Mentor Rekaan")),
        "month": waiting(here, happened_on=today.replace(day=1)),
        "late": waiting(here, arrival="late"),
        "early": waiting(here, arrival="early"),
        "incomplete": waiting(here, is_complete=False),
        "credit": waiting(here, credit="after_handover"),
        "notes": waiting(here, notes="Harga tasbih naik"),
        "returned": waiting(here, review_state="returned"),
        "accepted": waiting(here, review_state="accepted"),
    }
    for mark in ("far", "older", "reused"):
        found[mark] = waiting(here)
        photo(found[mark], **{f"is_{mark}": True})
    return found


def names(client, sessions, **said):
    page = client.get(LIST, said).context["page"]
    by_key = {session.pk: name for name, session in sessions.items()}
    return {by_key[session.pk] for session in page}


def test_every_filter_narrows_the_list(sessions, dewi, client):
    client.force_login(dewi)
    waits = set(sessions) - {"returned", "accepted"}

    def found(**said):
        return names(client, sessions, **said)

    assert found() == waits
    assert found(keadaan="returned") == {"returned"}
    assert found(keadaan="accepted") == {"accepted"}
    assert found(keadaan="semua") == set(sessions)
    assert found(kelompok=sessions["group"].group_id) == {"group"}
    assert found(pendamping=sessions["facilitator"].recorded_by_id) == {"facilitator"}
    assert found(bulan=f"{sessions['month'].happened_on:%Y-%m}") == {"month"}
    for mark in ("late", "early", "incomplete", "credit", "far", "older", "reused"):
        assert found(tanda=mark) == {mark}
    assert found(q="tasbih") == {"notes"}
    assert found(q="baiq") == {"facilitator"}
    assert found(q="bubut", tanda="late") == set()


def test_what_is_no_choice_narrows_nothing(sessions, dewi, client):
    client.force_login(dewi)
    wrong = {"keadaan": "x", "kelompok": "x", "pendamping": "-1", "bulan": "2026-99", "tanda": "x"}

    assert len(names(client, sessions, **wrong, q="\x00")) == len(sessions) - 2


def test_nobody_finds_sessions_of_another_place_or_her_own(sessions, wayan, eko, client):
    for user in (wayan, eko):
        client.force_login(user)
        assert names(client, sessions, keadaan="semua") == set()


def test_many_are_accepted_and_the_filter_stays(sessions, dewi, client):
    client.force_login(dewi)
    chosen = [sessions[name].pk for name in ("late", "early", "returned")]

    answer = client.post(f"{LIST}?tanda=late", {"sesi": [*chosen, "bukan-kunci"]})

    assert answer["Location"] == f"{LIST}?tanda=late"
    accepted = MentoringSession.objects.filter(review_state="accepted", reviewed_by=dewi)
    assert set(accepted) == {sessions["late"], sessions["early"]}


def test_the_list_leaves_as_a_file_without_formulas_and_is_logged(here, dewi, client):
    group = CrafterGroupFactory(name="=HYPERLINK(1)", sentra=here.sentra)
    waiting(group, arrival="late")
    waiting(here)
    client.force_login(dewi)

    answer = client.get(LIST, {"format": "csv", "tanda": "late"})

    text = b"".join(answer.streaming_content).decode()
    assert "'=HYPERLINK(1)" in text and "terlambat" in text
    assert "Ronce Melati" not in text
    assert ExportLog.objects.get().row_count == 1
