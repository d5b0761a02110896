"""Facilitators with their load, one of them, her leave, and who was responsible on a day."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from mentoring.assignments.models import Leave, Suspension
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import MembershipFactory, banyumulek
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

LIST = "mentoring_assignments:facilitators"
RESPONSIBLE = "mentoring_assignments:responsible"
JAN, FEB, MAR = (date(2026, month, 1) for month in (1, 2, 3))


def get(client, user, name, *args, **query):
    client.force_login(user)
    return client.get(reverse(name, args=args), query)


def test_a_coordinator_sees_the_facilitators_of_her_places_and_their_load(client, dewi, sri):
    FacilitatorFactory(home_place=banyumulek())
    AssignmentFactory(facilitator=sri)

    shown = get(client, dewi, LIST)

    assert [(each, load.groups) for each, load in shown.context["lines"]] == [(sri, 1)]
    assert markup_errors(shown.text) == []


@pytest.mark.parametrize(("words", "found"), [("sri", 1), ("TUTUL", 1), ("budi", 0), ("%", 0)])
def test_they_are_found_by_name_and_village(client, dewi, sri, words, found):
    assert len(get(client, dewi, LIST, q=words).context["lines"]) == found


def test_the_second_page_keeps_words_with_an_ampersand(client, dewi):
    for number in range(31):
        FacilitatorFactory(user=UserFactory(full_name=f"Ani & Budi {number} Contoh"))

    first = get(client, dewi, LIST, q="Ani & Budi")

    assert "q=Ani+%26+Budi" in first.text
    second = client.get(reverse(LIST) + "?halaman=2" + first.context["more"])
    assert second.context["words"] == "Ani & Budi"
    assert len(second.context["lines"]) == 1


@pytest.mark.parametrize("role", ["crafter", "facilitator", "evaluator", "blk_clerk"])
def test_the_list_is_for_coordinators_and_managers(client, role):
    assert get(client, UserFactory(roles=[role]), LIST).status_code == 403


@pytest.mark.parametrize("rows", [0, 1, 30])
def test_the_list_asks_the_same_for_any_number_of_rows(
    client, dewi, rows, django_assert_num_queries
):
    for _number in range(rows):
        AssignmentFactory(facilitator=FacilitatorFactory())
    client.force_login(dewi)

    with django_assert_num_queries(12 if rows else 10):
        client.get(reverse(LIST))


def test_a_facilitators_page_shows_whom_she_accompanied_on_a_day(client, dewi, sri, here):
    AssignmentFactory(facilitator=sri, group=here, starts_on=JAN, ends_on=MAR, state="ended")

    then = get(client, dewi, "mentoring_assignments:facilitator", sri.pk, hari="2026-02-28")
    now = get(client, dewi, "mentoring_assignments:facilitator", sri.pk)
    nonsense = get(client, dewi, "mentoring_assignments:facilitator", sri.pk, hari="2026-02-31")

    assert [row.group for row in then.context["carried"]] == [here]
    assert now.context["carried"] == nonsense.context["carried"] == []
    assert markup_errors(then.text) == []


def test_her_page_is_hers_her_coordinators_and_nobody_elses(client, dewi, wayan, sri):
    name = "mentoring_assignments:facilitator"

    assert get(client, sri.user, name, sri.pk).status_code == 200
    assert get(client, dewi, name, sri.pk).status_code == 200
    for stranger in (wayan, FacilitatorFactory(home_place=banyumulek()).user, UserFactory()):
        assert get(client, stranger, name, sri.pk).status_code == 404


def test_a_facilitator_writes_down_her_own_leave(client, sri, today):
    client.force_login(sri.user)
    address = reverse("mentoring_assignments:leave", args=[sri.pk])
    sent = {
        "starts_on": today.isoformat(),
        "last_day": (today + timedelta(days=2)).isoformat(),
        "kind": "illness",
    }

    client.post(address, sent)
    again = client.post(address, sent)
    wrong = client.post(address, {**sent, "last_day": "2020-01-01", "kind": "mabuk"})

    assert Leave.objects.get().last_day == today + timedelta(days=2)
    assert "sudah cuti" in again.text
    assert wrong.status_code == 200


def test_an_onlooker_sees_the_page_and_writes_no_leave(client, eko, sri):
    assert get(client, eko, "mentoring_assignments:leave", sri.pk).status_code == 403


class TestWhoWasResponsible:
    def rows(self, client, user, group, day):
        shown = get(client, user, RESPONSIBLE, kelompok=group.pk, hari=day)
        return [str(row.facilitator) for row in shown.context["rows"]]

    def test_is_answered_for_each_day(self, client, dewi, sri, here):
        former = AssignmentFactory(group=here, starts_on=JAN, ends_on=FEB, state="ended")
        now = AssignmentFactory(facilitator=sri, group=here, starts_on=FEB)
        Suspension.objects.create(
            assignment=now,
            starts_on=MAR,
            ends_on=date(2026, 3, 5),
            reason="x",
            suspended_by=dewi,
        )

        answers = {
            day: self.rows(client, dewi, here, day)
            for day in ("2025-12-31", "2026-01-31", "2026-02-01", "2026-03-04", "2026-03-05")
        }

        assert answers == {
            "2025-12-31": [],
            "2026-01-31": [str(former.facilitator)],
            "2026-02-01": [str(sri)],
            "2026-03-04": [],
            "2026-03-05": [str(sri)],
        }

    def test_a_member_may_ask_about_her_own_group_only(self, client, sri, here, far):
        member = MembershipFactory(
            group=here, person__user=UserFactory(roles=["crafter"]), starts_on=JAN
        ).person.user
        AssignmentFactory(facilitator=sri, group=here, starts_on=JAN)

        assert self.rows(client, member, here, "2026-02-01") == [str(sri)]
        assert get(client, member, RESPONSIBLE, kelompok=far.pk).status_code == 404

    @pytest.mark.parametrize(
        "query",
        [
            {"kelompok": "bukan-kunci"},
            {"hari": "31/02/2026"},
            {"hari": "2026-02-31"},
            {"q": "'; drop table"},
            {"q": "x" * 500},
        ],
    )
    def test_nonsense_is_answered_with_the_search(self, client, dewi, here, query):
        shown = get(client, dewi, RESPONSIBLE, **query)

        assert shown.status_code == 200
        assert shown.context["rows"] == []
        assert markup_errors(shown.text) == []

    def test_a_group_is_found_by_how_its_name_sounds(self, client, dewi, here):
        assert list(get(client, dewi, RESPONSIBLE, q="rontje").context["found"]) == [here]
