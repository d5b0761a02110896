"""The board of all groups by stage: what it says, whom it shows what, and how it narrows."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from mentoring.incubation import two_years
from mentoring.incubation.models import CycleEnrolment, EnrolmentState, GateStanding
from mentoring.incubation.services.gate_standings import look_at_gates
from tests.factories.accounts import UserFactory
from tests.factories.incubation import (
    CycleEnrolmentFactory,
    CycleFactory,
    coordinator,
    evaluator,
    facilitator_of,
    manager,
    submitted_round,
)
from tests.factories.registry import (
    CensusEntryFactory,
    MembershipFactory,
    SentraFactory,
    banyumulek,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
BOARD = "/pendampingan/siklus/"


@pytest.fixture
def cycle():
    return CycleFactory(criteria=two_years.CRITERIA)


@pytest.fixture
def enrolment(cycle):
    return CycleEnrolmentFactory(cycle=cycle, group__name="Manik Maduran")


def page(client, user, query=""):
    client.force_login(user)
    return client.get(BOARD + query)


def names(answer):
    return [row.enrolment.group.name for row in answer.context["rows"]]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_board_costs_the_same_whatever_its_length(
    client, django_assert_num_queries, cycle, count
):
    for _number in range(count):
        made = CycleEnrolmentFactory(cycle=cycle)
        facilitator_of(made.group)
    look_at_gates()
    client.force_login(coordinator())
    client.get(BOARD)  # the site's own name and banner are cached from now on

    with django_assert_num_queries(14):
        answer = client.get(BOARD)

    assert len(answer.context["rows"]) == count


def test_an_empty_board_asks_for_no_lines(client, django_assert_num_queries):
    client.force_login(coordinator())
    client.get(BOARD)

    with django_assert_num_queries(9):
        client.get(BOARD)


def test_a_line_says_days_what_is_lacking_and_whose_turn_it_is(client, enrolment):
    facilitator = facilitator_of(enrolment.group)
    submitted_round(enrolment, rater=facilitator)
    look_at_gates()

    html = page(client, coordinator()).content.decode()

    days = (timezone.localdate() - enrolment.starts_on).days
    assert "Pemula 23,23" in html
    assert f"{days} hari" in html
    assert "Menunggu keputusan gerbang G0" in html
    assert "Kurang untuk G0:" in html
    assert "Perajin di semua dusun sentra ini sudah didata" in html
    assert "Giliran: koordinator (" in html


def test_whose_turn_it_is_names_the_facilitator_where_a_baseline_waits(client, enrolment):
    facilitator = facilitator_of(enrolment.group)
    look_at_gates()

    html = page(client, coordinator()).content.decode()

    assert "Menunggu penilaian awal" in html
    assert f"Giliran: pendamping ({facilitator.get_full_name()})" in html


def test_a_role_that_nobody_holds_is_said(client, enrolment):
    look_at_gates()

    assert "belum ada orangnya" in page(client, manager()).content.decode()


def test_a_group_that_nobody_looked_at_since_it_moved_says_so(client, enrolment):
    look_at_gates()
    CycleEnrolment.objects.update(state=EnrolmentState.FORMULA)

    html = page(client, coordinator()).content.decode()

    assert "Belum dilihat di tahap ini" in html
    assert "Kurang untuk G0" not in html


def test_the_board_says_how_old_its_figures_are(client, enrolment):
    at = datetime(2026, 6, 1, 5, 30, tzinfo=UTC)
    look_at_gates(now=at)
    old = page(client, coordinator()).content.decode()
    look_at_gates()
    fresh = page(client, coordinator()).content.decode()

    assert "1 Juni 2026, 12:30" in old
    assert "Angka ini sudah lama" in old
    assert "Angka ini sudah lama" not in fresh


def test_stages_stand_in_their_order_and_count_what_is_late(client, cycle):
    CycleEnrolmentFactory(cycle=cycle, state="delivery", group__name="Ronce Melati")
    CycleEnrolmentFactory(cycle=cycle, state="diagnosis", group__name="Kendi Muda")
    CycleEnrolmentFactory(cycle=cycle, state="diagnosis", group__name="Gentong Jaya")
    look_at_gates()
    GateStanding.objects.update(due_on=timezone.localdate() + timedelta(days=9))
    late = GateStanding.objects.filter(enrolment__group__name="Kendi Muda")
    late.update(due_on=timezone.localdate() - timedelta(days=12))

    answer = page(client, coordinator())
    html = answer.content.decode()

    assert names(answer) == ["Kendi Muda", "Gentong Jaya", "Ronce Melati"]
    assert [(one.state, one.count, one.overdue) for one in answer.context["counts"]] == [
        ("diagnosis", 2, 1),
        ("delivery", 1, 0),
    ]
    assert "terlambat 12 hari" in html


def test_the_board_narrows_by_stage_tier_place_delay_and_alarm(client, cycle):
    late = CycleEnrolmentFactory(cycle=cycle, state="delivery", group__name="Lambat")
    weak = CycleEnrolmentFactory(cycle=cycle, group__name="Lemah", group__tier="weak")
    alarm = CycleEnrolmentFactory(cycle=cycle, group__name="Juragan")
    far = CycleEnrolmentFactory(
        cycle=cycle, group__name="Jauh", group__sentra=SentraFactory(place=banyumulek())
    )
    officer = MembershipFactory(group=alarm.group, role="chair")
    CensusEntryFactory(person=officer.person, sentra=alarm.group.sentra, stratum="juragan")
    look_at_gates()
    GateStanding.objects.exclude(enrolment=late).update(
        due_on=timezone.localdate() + timedelta(days=1)
    )
    who = UserFactory(roles=["auditor"])

    assert names(page(client, who, "?stage=delivery")) == ["Lambat"]
    assert names(page(client, who, "?tier=weak")) == ["Lemah"]
    assert names(page(client, who, "?overdue=on")) == ["Lambat"]
    assert names(page(client, who, "?alarm=on")) == ["Juragan"]
    assert names(page(client, who, "?place=52.01")) == ["Jauh"]
    assert names(page(client, who, "?place=35.09&tier=weak")) == ["Lemah"]
    assert {weak.pk, far.pk} < set(CycleEnrolment.objects.values_list("pk", flat=True))


def test_the_board_narrows_to_what_waits_for_me(client, enrolment):
    CycleEnrolmentFactory(cycle=enrolment.cycle, state="delivery")
    facilitator = facilitator_of(enrolment.group)

    mine = page(client, facilitator, "?work=rate")
    deciding = page(client, manager(), "?work=decide")

    assert names(mine) == names(deciding) == ["Manik Maduran"]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?place=tempat+yang+tidak+ada", "tempat yang tidak ada"),
        ("?stage=besok", "besok"),
        ("?tier=kaya", "kaya"),
    ],
)
def test_what_cannot_be_read_narrows_nothing_and_says_why(client, enrolment, query, told):
    answer = page(client, coordinator(), query)

    assert names(answer) == ["Manik Maduran"]
    assert "field-error" in answer.content.decode()


def test_a_wrong_page_number_shows_the_first_page(client, enrolment):
    for query in ("?page=0", "?page=x", "?page=-3", f"?page={10**19}"):
        assert names(page(client, coordinator(), query)) == ["Manik Maduran"]


def test_own_area_and_foreign_groups(client, enrolment):
    foreign = CycleEnrolmentFactory(
        group__name="Kendi Muda", group__sentra=SentraFactory(place=banyumulek())
    )
    facilitator = facilitator_of(foreign.group)

    for who in (coordinator(), evaluator()):
        assert names(page(client, who)) == ["Manik Maduran"]
    assert names(page(client, facilitator)) == ["Kendi Muda"]
    assert names(page(client, UserFactory())) == []
    member = MembershipFactory(group=enrolment.group, person__user=UserFactory(roles=["crafter"]))
    assert names(page(client, member.person.user)) == []


def test_an_outsider_reads_who_fills_the_board(client, enrolment):
    html = page(client, UserFactory()).content.decode()

    assert "Manik Maduran" not in html
    assert "Koordinator mengusulkan kelompok pertama." in html


def test_the_file_says_the_same_and_names_nobody(client, enrolment):
    facilitator = facilitator_of(enrolment.group)
    submitted_round(enrolment, rater=facilitator)
    CycleEnrolmentFactory(cycle=enrolment.cycle, state="delivery", group__name="Ronce Melati")
    look_at_gates()

    answer = page(client, coordinator(), "?format=csv&stage=diagnosis")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, row = csv.reader(io.StringIO(text))
    line = dict(zip(head, row, strict=True))
    assert line["Kelompok"] == "Manik Maduran"
    assert line["Giliran siapa"] == "koordinator"
    assert "Perajin di semua dusun" in line["Belum terpenuhi"]
    assert (line["Nilai total"], line["Kelas"]) == ("23.23", "Pemula")
    assert facilitator.get_full_name() not in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_file_costs_the_same_whatever_its_length(
    client, django_assert_num_queries, cycle, count
):
    CycleEnrolmentFactory.create_batch(count, cycle=cycle)
    look_at_gates()
    client.force_login(coordinator())
    # What a process asks once is asked before it is counted.
    list(client.get(BOARD + "?format=csv").streaming_content)

    with django_assert_num_queries(15):
        answer = client.get(BOARD + "?format=csv")
        rows = b"".join(answer.streaming_content).count(b"\r\n")

    assert rows == count + 1


def test_one_group_is_measured_fresh_and_put_on_the_board(client, enrolment):
    look_at_gates(now=datetime(2026, 6, 1, 5, tzinfo=UTC))
    submitted_round(enrolment)
    who = coordinator()
    client.force_login(who)
    address = reverse("mentoring_incubation:criteria", args=[enrolment.pk])

    html = client.get(address).content.decode()
    client.post(reverse("mentoring_incubation:look_at_gate", args=[enrolment.pk]))

    assert "Belum ada perajin sentra ini yang didata." in html
    assert "3 syarat belum terpenuhi." in html
    standing = GateStanding.objects.get()
    assert (standing.lacking, timezone.now() - standing.looked_at < timedelta(hours=1)) == (3, True)


def test_what_a_gate_asks_is_read_by_who_follows_the_group_and_by_nobody_else(client, enrolment):
    address = reverse("mentoring_incubation:criteria", args=[enrolment.pk])
    again = reverse("mentoring_incubation:look_at_gate", args=[enrolment.pk])
    allowed = (coordinator(), evaluator(), manager(), facilitator_of(enrolment.group))
    foreign = (coordinator("52.01"), UserFactory())

    for who in allowed:
        client.force_login(who)
        assert client.get(address).status_code == 200
        assert client.get(again).status_code == 405
    for who in foreign:
        client.force_login(who)
        assert (client.get(address).status_code, client.post(again).status_code) == (404, 404)


def test_after_the_last_gate_there_is_nothing_to_ask(client, enrolment):
    CycleEnrolment.objects.update(state=EnrolmentState.MONITORING)
    client.force_login(coordinator())

    answer = client.get(reverse("mentoring_incubation:criteria", args=[enrolment.pk]))

    assert answer.headers["Location"] == enrolment.get_absolute_url()


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_pages_are_tidy(client, enrolment, language):
    submitted_round(enrolment)
    look_at_gates()
    client.force_login(coordinator())
    with translation.override(language):
        for address in (
            BOARD,
            BOARD + "?place=zzz&overdue=on",
            reverse("mentoring_incubation:criteria", args=[enrolment.pk]),
        ):
            html = client.get(address, headers={"accept-language": language}).content.decode()
            assert markup_errors(html) == []
