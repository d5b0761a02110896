"""The pages of evaluations: who gets them, what they say, and each form with wrong input."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.canonical_json import digest_of
from mentoring.incubation.evaluations.charts import (
    Line,
    Moment,
    gap_chart,
    profile_chart,
    slope_chart,
)
from mentoring.incubation.evaluations.report import report_of
from mentoring.incubation.models import Amendment, Evaluation
from tests.factories.incubation import (
    MONTH_24,
    CycleEnrolmentFactory,
    asked_person,
    computed_evaluation,
    coordinator,
    facilitator_for,
    facilitator_of,
    locked_evaluation,
    manager,
    submitted_round,
)
from tests.factories.registry import MembershipFactory

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 6, 30)


@pytest.fixture
def enrolment():
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, happened_on=date(2025, 2, 3))
    submitted_round(enrolment, "endline", MONTH_24, happened_on=date(2026, 6, 1))
    return enrolment


def test_the_page_shows_figures_a_chart_and_the_digest(client, enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    client.force_login(manager())

    text = client.get(evaluation.get_absolute_url()).content.decode()

    assert "56,25" in text
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img"' in text
    assert evaluation.digest[:8] in text


def test_who_does_not_follow_the_group_gets_nothing(client, enrolment):
    evaluation = locked_evaluation(enrolment, UNTIL)
    for stranger in (coordinator("52.01"), facilitator_of(CycleEnrolmentFactory().group)):
        client.force_login(stranger)
        assert client.get(evaluation.get_absolute_url()).status_code == 404


def test_a_facilitator_reads_it_only_once_it_is_locked(client, enrolment):
    client.force_login(facilitator_for(enrolment.group))

    computed = computed_evaluation(enrolment, UNTIL)
    assert client.get(computed.get_absolute_url()).status_code == 404
    computed.delete()
    assert client.get(locked_evaluation(enrolment, UNTIL).get_absolute_url()).status_code == 200


def test_open_review_and_lock_by_hand(client, enrolment, django_capture_on_commit_callbacks):
    client.force_login(coordinator())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("mentoring_incubation:evaluate_group", args=[enrolment.pk]),
            {"day": "2026-06-30"},
        )
    evaluation = Evaluation.objects.get()
    address = reverse("mentoring_incubation:review_evaluation", args=[evaluation.pk])
    client.post(address, {"review": "Baik."})
    client.force_login(manager())
    client.post(
        reverse("mentoring_incubation:lock_evaluation", args=[evaluation.pk]),
        {"digest": digest_of(evaluation.figures)},
    )

    evaluation.refresh_from_db()
    assert evaluation.state == "locked"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("recompute_evaluation", {"day": "31/02/2026"}, "tanggal"),
        ("review_evaluation", {"review": " "}, ""),
        ("request_amendment", {"reason": ""}, ""),
        ("lock_evaluation", {"digest": "0"}, "belum ditinjau"),
    ],
)
def test_wrong_input_is_said_on_the_page(client, enrolment, name, data, said):
    evaluation = computed_evaluation(enrolment, UNTIL)
    client.force_login(manager())

    answer = client.post(reverse(f"mentoring_incubation:{name}", args=[evaluation.pk]), data)

    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode() or "field-error" in answer.content.decode()
    assert said in answer.content.decode()


def test_an_amendment_is_decided_on_the_page(client, enrolment, django_capture_on_commit_callbacks):
    evaluation = locked_evaluation(enrolment, UNTIL)
    submitted_round(enrolment, "endline", happened_on=date(2026, 6, 2))
    client.force_login(coordinator())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("mentoring_incubation:request_amendment", args=[evaluation.pk]),
            {"reason": "Datang terlambat."},
        )
    amendment = Amendment.objects.get()
    client.force_login(manager())
    page = client.get(evaluation.get_absolute_url()).content.decode()
    client.post(
        reverse("mentoring_incubation:decide_amendment", args=[amendment.pk]),
        {"answer": "approve", "note": ""},
    )

    assert "56.25" in page
    evaluation.refresh_from_db()
    assert evaluation.state == "amended"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_of_the_database(client, rows, django_assert_num_queries):
    for _ in range(rows):
        locked_evaluation(CycleEnrolmentFactory(), UNTIL)
    client.force_login(manager())
    client.get(reverse("mentoring_incubation:evaluations"))

    with django_assert_num_queries(5):
        answer = client.get(reverse("mentoring_incubation:evaluations"))

    assert len(answer.context["rows"]) == rows


def test_parts_of_fewer_than_five_people_are_hidden_with_the_part_that_would_tell(enrolment):
    for number in range(9):
        sex = "L" if number < 3 else "P"
        person = MembershipFactory(group=enrolment.group, person__sex=sex).person
        asked_person(enrolment, person, "baseline", 1, on=date(2025, 2, 3))
        asked_person(enrolment, person, "endline", 2, on=date(2026, 6, 1))

    report = report_of(computed_evaluation(enrolment, UNTIL))

    by_label = {row[0]: row for one in report.sections for row in one.rows if len(row) == 6}
    assert by_label["Laki-laki"][3] == "kurang dari 5"
    assert by_label["Perempuan"][3] == "disembunyikan di samping bagian kecil"
    assert by_label["Semua orang"][1] == "9"


def test_charts_say_what_they_show_and_escape_every_word():
    chart = slope_chart([Line("<b>", 10, 60)], title="A & B", first="awal", last="akhir")

    assert 'aria-label="A &amp; B"' in chart
    assert "60 &lt;b&gt;" in chart
    assert "<b>" not in chart
    assert "style=" not in chart
    assert "3 kunjungan" in gap_chart(
        [Moment("2025-02", 10), Moment("2026-06", 30, 3)], title="x", visits="kunjungan"
    )
    profile = profile_chart([Line("PT1", 1, None)], title="x", first="awal", last="akhir")
    assert profile.count("<circle") == 3
