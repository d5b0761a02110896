"""What comes in wrong in the two years, and which test shows what the person reads of it.

Source of the clauses: mentoring.md 3, rows Instrument, Scoring, Round, Evaluation, Gate.

Instrument
    a level out of range                     test_bad_input.py test_a_level_out_of_range_is_refused_with_the_range_and_the_rest_stays
    a number out of range                    test_bad_input.py test_a_number_out_of_range_comes_back_with_the_range
    a decimal comma                          test_bad_input.py test_a_decimal_comma_is_a_number_and_is_shown_with_a_comma
    not applicable, refused, skipped         test_bad_input.py test_each_kind_of_empty_is_a_word_of_its_own_on_the_page
    the same from a phone                    test_offline_rounds.py test_each_kind_of_empty_stays_what_it_is
    all answers equal in 40 seconds          test_bad_input.py test_a_form_filled_in_at_once_with_one_level_says_so_twice
Scoring
    all weights are 0                        test_round_messages.py test_questions_that_all_weigh_nothing_have_no_total_and_the_page_says_so
    one rater                                test_bad_input.py test_one_rater_alone_is_said_and_two_are_compared
    a tie of raters on one day               test_bad_input.py test_of_two_scorings_of_one_day_the_one_submitted_last_counts_and_it_is_said
    a tie of the lowest sides                test_bad_input.py test_sides_that_are_equally_low_are_both_named_at_the_gate
    another version between two rounds       test_bridging.py test_the_gain_between_two_versions_is_of_the_common_items
Round
    an endline without a baseline            test_bad_input.py test_an_endline_without_a_baseline_says_that_it_is_left_out
    how many are left out                    test_bad_input.py test_a_report_says_how_many_people_and_groups_are_left_out
    a baseline after the first session       test_bad_input.py test_a_starting_point_after_the_first_session_is_marked_on_round_and_report
    two baselines                            test_bad_input.py test_of_two_baselines_the_earlier_one_names_the_later
    a baseline after the lock                test_bad_input.py test_a_baseline_that_comes_after_the_lock_stands_beside_it
    the same from a phone                    test_bad_input.py test_a_baseline_from_a_phone_after_the_lock_stands_beside_it
Evaluation
    edit, membership, stratum after lock     test_after_the_lock.py test_the_figures_stay_until_an_amendment_is_approved
    a late visit in a locked month           test_bad_input.py test_a_late_visit_in_a_locked_month_waits_and_the_digest_stays
    a change to a locked visit               ../sessions/views/test_corrections.py test_a_manager_compares_both_sides_and_agrees
Gate
    a required criterion left blank          test_pages.py test_a_refused_decision_keeps_the_memo_and_names_what_is_missing
    who decides also scored                  test_pages.py test_who_scored_the_group_is_told_before_filling_in_the_decision
    who decides also scored, and sends it    test_bad_input.py test_a_decision_by_who_scored_is_refused_and_nothing_is_decided
    extended twice                           test_bad_input.py test_a_second_extension_is_refused_and_the_memo_stays
    a graduate that falls silent             test_after_checks.py test_a_dormant_graduate_is_taken_up_again_on_a_page

Every refusal of the room is walked in test_refusals.py.
"""  # noqa: E501 - one row, one line

import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.urls import reverse

from mentoring.incubation.models import CycleInstrument, GateDecision, Response, Round
from mentoring.incubation.models.rounds import RoundState
from mentoring.incubation.progress import counted, counted_rounds
from mentoring.incubation.services import decide_gate
from mentoring.sessions.models import MentoringSession
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.incubation import (
    BASELINE,
    MONTH_24,
    CycleEnrolmentFactory,
    RoundFactory,
    asked_person,
    computed_evaluation,
    coordinator,
    evaluator,
    facilitator_of,
    locked_evaluation,
    manager,
    person_version,
    submitted_round,
)
from tests.factories.registry import ConsentFactory, MandateFactory, MembershipFactory
from tests.factories.sessions import VisitFactory
from tests.mentoring.incubation.sheets import Phone as SheetPhone
from tests.mentoring.incubation.sheets import sheet
from tests.mentoring.sessions.phones import Phone as VisitPhone
from tests.mentoring.sessions.phones import told

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent
ROW = re.compile(r"  (\S+\.py) (test_\w+)$", re.MULTILINE)
FEBRUARY = date(2025, 2, 3)
EVEN = {code: tuple(2 for _level in row) for code, row in BASELINE.items()}


def test_each_row_names_a_test_that_is_there():
    rows = ROW.findall(__doc__)

    lost = [
        f"{file} {name}"
        for file, name in rows
        if f"def {name}(" not in (HERE / file).read_text(encoding="utf-8")
    ]

    assert lost == []
    assert len(rows) == 25


def url(name, *args):
    return reverse(f"mentoring_incubation:{name}", args=args)


def read(client, user, row):
    """The page of `row` as `user` sees it."""
    client.force_login(user)
    return client.get(row.get_absolute_url()).content.decode()


@pytest.fixture
def enrolment():
    return CycleEnrolmentFactory(group__name="Manik Maduran")


@pytest.fixture
def rater(enrolment):
    return facilitator_of(enrolment.group)


@pytest.fixture
def asked(enrolment, rater):
    """A round about one member with questions of every kind, still open."""
    version = person_version()
    CycleInstrument.objects.create(cycle=enrolment.cycle, version=version)
    member = MembershipFactory(group=enrolment.group).person
    ConsentFactory(person=member)
    return RoundFactory(enrolment=enrolment, rater=rater, version=version, person=member)


def answer(client, round_, section, said):
    client.force_login(round_.rater)
    return client.post(url("answer", round_.pk, section), said)


@pytest.mark.parametrize("level", ["5", "-1", "1,5"])
def test_a_level_out_of_range_is_refused_with_the_range_and_the_rest_stays(
    client, enrolment, rater, level
):
    draft = RoundFactory(enrolment=enrolment, rater=rater)
    said = {"KOH1": level, "KOH1_note": "Buku rapat Mei", "KOH2": "3"}

    page = answer(client, draft, "KOH", said).content.decode()

    assert f"{level} bukan tingkat untuk KOH1. Pilih tingkat 0 sampai 4." in page
    assert "Buku rapat Mei" in page and 'value="3" id="id_KOH2_3" checked' in page
    assert Response.objects.count() == 0


def test_a_number_out_of_range_comes_back_with_the_range(client, asked):
    said = {"SHARE_value": "150,5", "STORY_value": "Cerita panjang"}

    page = answer(client, asked, "A", said).content.decode()

    assert "150,5 tidak cocok untuk SHARE." in page and "0 sampai 100 persen" in page
    assert 'value="150,5"' in page and "Cerita panjang" in page
    assert Response.objects.count() == 0


def test_a_decimal_comma_is_a_number_and_is_shown_with_a_comma(client, asked):
    answer(client, asked, "A", {"SHARE_value": "12,5"})

    assert asked.responses.get(item__code="SHARE").number == Decimal("12.5")
    page = client.get(url("answer", asked.pk, "A")).content.decode()
    assert 'value="12,5"' in page

    wrong = answer(client, asked, "A", {"SHARE_value": "setengah"}).content.decode()
    assert "“setengah” bukan angka." in wrong and 'value="setengah"' in wrong

    client.post(url("submit_round", asked.pk))
    assert "<strong>12,5 persen</strong>" in read(client, asked.rater, asked)


def test_each_kind_of_empty_is_a_word_of_its_own_on_the_page(client, asked):
    said = {"PRICE": "2", "SHARE": "n/a", "BUYER": "refused", "BOOK": "skipped"}
    answer(client, asked, "A", said)
    client.post(url("submit_round", asked.pk))

    page = read(client, asked.rater, asked)

    kept = dict(asked.responses.values_list("item__code", "empty"))
    empties = {"PRICE": "", "SHARE": "n/a", "BUYER": "refused", "BOOK": "skipped"}
    assert kept == {**empties, "STORY": "not_asked"}
    words = ("Tidak berlaku", "Menolak", "Dilewati", "Tidak ditanyakan")
    assert [page.count(f'<span class="badge">{word}</span>') for word in words] == [1, 1, 1, 1]


def test_a_form_filled_in_at_once_with_one_level_says_so_twice(client, enrolment, rater):
    draft = RoundFactory(enrolment=enrolment, rater=rater)
    for code, row in EVEN.items():
        said = {f"{code}{number}": "2" for number in range(1, len(row) + 1)}
        notes = {f"{item}_note": "Dilihat" for item in said}
        answer(client, draft, code, {**said, **notes})
    client.post(url("submit_round", draft.pk))

    page = read(client, rater, draft)

    assert "Semua dijawab dalam 40 detik." in page
    assert "Semua jawaban sama tingkatnya." in page


def test_one_rater_alone_is_said_and_two_are_compared(client, enrolment):
    alone = submitted_round(enrolment, "adhoc", rater=facilitator_of(enrolment.group))
    before = read(client, alone.rater, alone)

    submitted_round(enrolment, "adhoc", rater=evaluator(), happened_on=date(2025, 2, 4))

    assert "kesepakatan antarpenilai tidak dapat dihitung" in before
    assert "antarpenilai" not in read(client, alone.rater, alone)


def test_of_two_scorings_of_one_day_the_one_submitted_last_counts_and_it_is_said(client, enrolment):
    first = submitted_round(enrolment, "midline", rater=facilitator_of(enrolment.group))
    second = submitted_round(enrolment, "midline", MONTH_24, rater=evaluator())
    Round.objects.filter(pk=second.pk).update(submitted_at=first.submitted_at + timedelta(hours=1))

    page = read(client, first.rater, first)

    assert counted(counted_rounds(enrolment), "midline") == second
    assert "Yang dikirim terakhir yang dihitung." in page
    assert "terakhir yang dihitung" not in read(client, first.rater, second)


def test_sides_that_are_equally_low_are_both_named_at_the_gate(client):
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment)
    submitted_round(enrolment, "endline", EVEN, happened_on=date(2026, 5, 4))
    client.force_login(manager())

    page = client.get(url("gate", enrolment.pk)).content.decode()

    assert "Kohesif, Otonom, Mengakar" in page


def test_an_endline_without_a_baseline_says_that_it_is_left_out(client):
    enrolment = CycleEnrolmentFactory(state="endline")
    endline = submitted_round(enrolment, "endline", happened_on=date(2026, 5, 4))

    on_round = read(client, endline.rater, endline)
    on_report = read(client, manager(), computed_evaluation(enrolment))

    assert "Tidak ada penilaian awal, jadi penilaian akhir ini tidak ikut" in on_round
    assert "Tidak ada penilaian awal, jadi perubahan tidak bisa dikatakan." in on_report


def test_a_report_says_how_many_people_and_groups_are_left_out(client):
    enrolment = CycleEnrolmentFactory(state="endline")
    twice = CycleEnrolmentFactory(cycle=enrolment.cycle, state="endline")
    submitted_round(twice)
    for one in (enrolment, twice):
        submitted_round(one, "endline", MONTH_24, happened_on=date(2026, 5, 4))
    for number in range(11):
        person = MembershipFactory(group=enrolment.group).person
        if number < 6:
            asked_person(enrolment, person, "baseline", 1, on=FEBRUARY)
        asked_person(enrolment, person, "endline", 2, on=date(2026, 5, 4))

    page = read(client, manager(), computed_evaluation(enrolment.cycle))

    assert "5 orang ditanya tanpa penilaian awal sendiri dan tidak ikut dibandingkan." in page
    assert "1 kelompok punya penilaian akhir tanpa penilaian awal" in page


def test_few_people_left_out_are_not_counted_in_words(client):
    enrolment = CycleEnrolmentFactory(state="endline")
    submitted_round(enrolment, "endline", MONTH_24, happened_on=date(2026, 5, 4))
    for number in range(8):
        person = MembershipFactory(group=enrolment.group).person
        if number < 6:
            asked_person(enrolment, person, "baseline", 1, on=FEBRUARY)
        asked_person(enrolment, person, "endline", 2, on=date(2026, 5, 4))

    page = read(client, manager(), computed_evaluation(enrolment.cycle))

    assert "Kurang dari 5 orang ditanya tanpa penilaian awal sendiri" in page


def test_a_starting_point_after_the_first_session_is_marked_on_round_and_report(client, enrolment):
    facilitator_of(enrolment.group)
    VisitFactory(group=enrolment.group, happened_on=date(2025, 1, 20))
    late = submitted_round(enrolment, happened_on=FEBRUARY)

    on_round = read(client, late.rater, late)
    on_report = read(client, manager(), computed_evaluation(enrolment))

    assert "Penilaian awal ini diambil setelah pertemuan pertama" in on_round
    assert "Penilaian awal dibuat setelah pendampingan mulai" in on_report


def test_of_two_baselines_the_earlier_one_names_the_later(client, enrolment):
    first = submitted_round(enrolment)
    second = submitted_round(enrolment, by_dimension=MONTH_24, happened_on=date(2025, 2, 10))

    page = read(client, first.rater, first)

    assert "Ada penilaian awal yang lebih baru, 10 Februari 2025." in page
    assert counted(counted_rounds(enrolment), "baseline") == second


def test_a_baseline_that_comes_after_the_lock_stands_beside_it(client, enrolment):
    first = submitted_round(enrolment, happened_on=FEBRUARY)
    locked_before = locked_evaluation(enrolment, date(2025, 2, 28))
    Round.objects.filter(pk=first.pk).update(state=RoundState.LOCKED)

    late = submitted_round(enrolment, by_dimension=MONTH_24, happened_on=date(2025, 3, 3))

    page = read(client, late.rater, late)
    assert "Penilaian awal ini datang setelah yang 3 Februari 2025 dikunci." in page
    assert "lebih baru" not in read(client, first.rater, first)
    assert counted(counted_rounds(enrolment), "baseline") == first
    figures = computed_evaluation(enrolment, date(2025, 12, 31)).figures
    assert figures["rounds"] == locked_before.figures["rounds"]


def test_a_baseline_from_a_phone_after_the_lock_stands_beside_it(client, enrolment, rater):
    first = submitted_round(enrolment, rater=rater, happened_on=date(2025, 1, 20))
    Round.objects.filter(pk=first.pk).update(state=RoundState.LOCKED)

    outcome = SheetPhone(rater).tell(sheet(enrolment))

    late = Round.objects.exclude(pk=first.pk).get()
    assert outcome.answer == "applied"
    assert "datang setelah yang 20 Januari 2025 dikunci" in read(client, rater, late)
    assert counted(counted_rounds(enrolment), "baseline") == first


def test_a_late_visit_in_a_locked_month_waits_and_the_digest_stays(client, enrolment, sri):
    person = MembershipFactory(group=enrolment.group).person
    AssignmentFactory(facilitator=sri, group=enrolment.group)
    phone = VisitPhone(sri.user)
    evaluation = locked_evaluation(enrolment, date(2026, 12, 31))

    outcome = phone.visit(told(enrolment.group, {person: "hadir"}))

    session = MentoringSession.objects.get()
    page = read(client, manager(), evaluation)
    evaluation.refresh_from_db()
    assert (outcome.answer, session.credit, session.is_counted) == (
        "applied",
        "locked_period",
        False,
    )
    assert evaluation.has_kept_its_digest() and evaluation.digest[:8] in page


def decision(**changes):
    return {
        "outcome": "extend",
        "memo": "Belum siap, lihat catatan Mei.",
        "decided_on": "2025-06-02",
        **changes,
    }


def test_a_decision_by_who_scored_is_refused_and_nothing_is_decided(client, enrolment):
    both = UserFactory(roles=["evaluator", "programme_manager"])
    for role in ("evaluator", "programme_manager"):
        MandateFactory(user=both, role=role)
    RoundFactory(enrolment=enrolment, kind="endline", rater=both)
    client.force_login(both)

    page = client.post(url("gate", enrolment.pk), decision()).content.decode()

    assert "Anda ikut menilai “Manik Maduran” dalam siklus ini" in page
    assert "Minta manajer program lain." in page
    assert GateDecision.objects.count() == 0


def test_a_second_extension_is_refused_and_the_memo_stays(client, enrolment):
    decide_gate(
        enrolment=enrolment,
        outcome="extend",
        memo="Sekali.",
        decider=manager(),
        decided_on=date(2025, 4, 1),
    )
    client.force_login(manager())

    page = client.post(url("gate", enrolment.pk), decision()).content.decode()

    assert "“Manik Maduran” sudah diperpanjang di gerbang G0 pada 1 April 2025." in page
    assert "Belum siap, lihat catatan Mei." in page and 'value="2025-06-02"' in page
    assert GateDecision.objects.count() == 1


def test_what_is_refused_is_refused_to_those_who_may_not_in_words(client, enrolment):
    client.force_login(coordinator())

    answered = client.post(url("gate", enrolment.pk), decision())

    assert answered.status_code == 403
    assert "Hanya manajer program wilayah ini" in answered.content.decode()
