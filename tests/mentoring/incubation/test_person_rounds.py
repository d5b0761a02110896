"""Asking persons with further instruments: services, pages, and what readers are told."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from mentoring.incubation.errors import (
    AnswerOfOtherKind,
    ConsentMissing,
    EvidenceMissing,
    InstrumentIsOfGroups,
    InstrumentNotOfCycle,
    InstrumentNotPublished,
    NotAMember,
    NumberOutOfRange,
    PersonMissing,
    UnknownChoice,
)
from mentoring.incubation.models import CycleInstrument, Item, Round
from mentoring.incubation.personal_data import IncubationData
from mentoring.incubation.services import Answer, answer_round, record_round, submit_round
from mentoring.personal_data import Subject
from mentoring.registry.models import Consent
from tests.factories.accounts import UserFactory
from tests.factories.incubation import (
    BASELINE,
    CycleEnrolmentFactory,
    answers,
    coordinator,
    default_version,
    evaluator,
    facilitator_of,
    person_version,
    submitted_round,
)
from tests.factories.registry import ConsentFactory, MembershipFactory, PersonFactory
from tests.factories.sessions import VisitFactory, picture

pytestmark = pytest.mark.django_db
DAY = date(2025, 2, 3)


def url(name, *args):
    return reverse(f"mentoring_incubation:{name}", args=args)


@pytest.fixture
def enrolment():
    return CycleEnrolmentFactory()


@pytest.fixture
def version(enrolment):
    made = person_version()
    CycleInstrument.objects.create(cycle=enrolment.cycle, version=made)
    return made


@pytest.fixture
def rater(enrolment):
    return facilitator_of(enrolment.group)


@pytest.fixture
def siti(enrolment):
    user = UserFactory()
    person = MembershipFactory(
        group=enrolment.group, person__full_name="Siti Contoh", person__user=user
    ).person
    ConsentFactory(person=person)
    return person


def ask(enrolment, rater, version, person, **kwargs):
    kwargs.setdefault("answers", {})
    kwargs.setdefault("kind", "baseline")
    return record_round(
        enrolment=enrolment, rater=rater, happened_on=DAY, version=version, person=person, **kwargs
    )


def test_a_member_is_asked_and_every_kind_of_answer_is_kept(enrolment, version, rater, siti):
    given = {
        "PRICE": Answer(level=2),
        "SHARE": Answer(number=Decimal("12.5"), note="Nota Mei"),
        "BUYER": Answer(choice="one"),
        "STORY": Answer(text="Hanya satu yang datang"),
        "BOOK": Answer(photo=io.BytesIO(picture())),
    }

    asked = ask(enrolment, rater, version, siti, answers=given)
    submit_round(round=asked, submitted_by=rater)

    kept = {one.item.code: one for one in asked.responses.select_related("item")}
    assert kept["SHARE"].number == Decimal("12.50")
    assert (kept["BUYER"].choice, kept["STORY"].text) == ("one", "Hanya satu yang datang")
    assert kept["BOOK"].file.read()[:2] == b"\xff\xd8"
    assert asked.levels() == {"PRICE": 2}
    assert asked.numbers() == {"SHARE": Decimal("12.50")}


def test_an_answer_that_another_answer_made_pointless_becomes_not_asked(
    enrolment, version, rater, siti
):
    given = {"BUYER": Answer(choice="more"), "STORY": Answer(text="Tidak jadi")}

    asked = ask(enrolment, rater, version, siti, answers=given)
    submit_round(round=asked, submitted_by=rater)

    story = asked.responses.get(item__code="STORY")
    assert (story.text, story.empty) == ("", "not_asked")


@pytest.mark.parametrize(
    ("code", "answer", "refusal", "said"),
    [
        ("SHARE", Answer(number=Decimal(101)), NumberOutOfRange, "0 sampai 100 persen"),
        ("SHARE", Answer(number=Decimal(-1)), NumberOutOfRange, "0 sampai 100 persen"),
        ("SHARE", Answer(level=3), AnswerOfOtherKind, "angka"),
        ("BUYER", Answer(choice="nobody"), UnknownChoice, "nobody"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_with_the_range(
    enrolment, version, rater, siti, code, answer, refusal, said
):
    with pytest.raises(refusal, match=said):
        ask(enrolment, rater, version, siti, answers={code: answer})


def test_who_is_asked_with_what_is_checked(enrolment, version, rater, siti):
    with pytest.raises(PersonMissing):
        ask(enrolment, rater, version, None)
    with pytest.raises(InstrumentIsOfGroups):
        ask(enrolment, rater, default_version(), siti)
    with pytest.raises(NotAMember, match="Bu Lain"):
        ask(enrolment, rater, version, PersonFactory(full_name="Bu Lain"))
    with pytest.raises(InstrumentNotOfCycle):
        ask(enrolment, rater, person_version("lain"), siti)
    version.published_at = None
    version.save()
    with pytest.raises(InstrumentNotPublished):
        ask(enrolment, rater, version, siti)


def test_an_indicator_without_what_shows_it_is_not_submitted(enrolment, rater):
    given = {**answers(BASELINE), "KOH1": Answer(level=1), "TWR2": Answer(level=1, note=" ")}
    recorded = record_round(
        enrolment=enrolment, kind="baseline", rater=rater, happened_on=DAY, answers=given
    )

    with pytest.raises(EvidenceMissing, match="KOH1, TWR2"):
        submit_round(round=recorded, submitted_by=rater)
    photo = {
        "KOH1": Answer(level=1, photo=io.BytesIO(picture())),
        "TWR2": Answer(empty="refused"),
    }
    answer_round(round=recorded, answers=photo, answered_by=rater)
    submit_round(round=recorded, submitted_by=rater)


def test_raters_two_levels_apart_are_both_flagged_and_the_page_names_the_items(
    client, enrolment, rater
):
    second = {**BASELINE, "AKR": (1, 1, 1, 1)}
    first = submitted_round(enrolment, "midline", rater=rater)
    other = submitted_round(enrolment, "midline", second, rater=evaluator())

    assert "raters_differ" in other.flags
    assert "raters_differ" in Round.objects.get(pk=first.pk).flags
    client.force_login(rater)
    html = client.get(first.get_absolute_url()).content.decode()
    assert "Penilai lain berbeda dua tingkat atau lebih pada AKR1." in html


def test_all_equal_answers_within_forty_seconds_are_flagged_on_the_page(client, enrolment, rater):
    same = {code: (2,) * len(row) for code, row in BASELINE.items()}
    recorded = record_round(
        enrolment=enrolment, kind="baseline", rater=rater, happened_on=DAY, answers=answers(same)
    )
    client.force_login(rater)

    html = client.post(url("submit_round", recorded.pk), follow=True).content.decode()

    recorded.refresh_from_db()
    assert recorded.flags == ["speed", "all_equal"]
    assert "Semua dijawab dalam 40 detik." in html
    assert "Semua jawaban sama tingkatnya." in html


@pytest.mark.parametrize(("days", "flags"), [(-1, ["contaminated"]), (0, []), (5, [])])
def test_a_baseline_after_the_first_session_is_contaminated(client, enrolment, rater, days, flags):
    VisitFactory(group=enrolment.group, happened_on=DAY + timedelta(days=days))

    made = submitted_round(enrolment, rater=rater, happened_on=DAY)

    assert made.flags == flags
    client.force_login(rater)
    html = client.get(made.get_absolute_url()).content.decode()
    assert ("setelah pertemuan pertama" in html) == bool(flags)


def test_a_final_scoring_without_a_baseline_says_that_it_is_left_out(client, enrolment):
    made = submitted_round(enrolment, "endline")
    client.force_login(made.rater)

    html = client.get(made.get_absolute_url()).content.decode()

    assert "Tidak ada penilaian awal" in html


def test_of_two_baselines_the_earlier_says_that_the_later_counts(client, enrolment, rater):
    first = submitted_round(enrolment, rater=rater, happened_on=DAY)
    later = submitted_round(enrolment, rater=rater, happened_on=DAY + timedelta(days=7))
    client.force_login(rater)

    pages = [client.get(one.get_absolute_url()).content.decode() for one in (first, later)]

    assert ["Hanya yang terakhir yang dihitung" in html for html in pages] == [True, False]


def test_a_member_is_asked_page_by_page_and_a_wrong_number_shows_the_range(
    client, enrolment, version, rater, siti
):
    client.force_login(rater)
    begun = client.post(
        url("ask", enrolment.pk),
        {"version": version.pk, "person": siti.pk, "kind": "baseline", "day": "2025-02-03"},
    )
    draft = Round.objects.get()
    assert begun.headers["Location"] == url("answer", draft.pk, "A")

    pages = {
        said: client.post(url("answer", draft.pk, "A"), {"SHARE_value": said}).content.decode()
        for said in ("120", "banyak")
    }
    assert "0 sampai 100 persen" in pages["120"] and 'value="120"' in pages["120"]
    assert "bukan angka" in pages["banyak"]
    assert "Tanyakan hanya jika BUYER: satu" in pages["120"]

    sent = {
        "PRICE": "2",
        "SHARE_value": "12,5",
        "BUYER": "one",
        "STORY": "refused",
        "BOOK_value": SimpleUploadedFile("b.jpg", picture(), "image/jpeg"),
    }
    client.post(url("answer", draft.pk, "A"), sent)
    html = client.post(url("submit_round", draft.pk), follow=True).content.decode()
    assert "12,5 persen" in html and "Siti Contoh" in html
    photo = draft.responses.get(item__code="BOOK")
    shown = client.get(url("photo", draft.pk, photo.pk))
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert draft.responses.get(item__code="SHARE").number == Decimal("12.50")


def test_a_member_reads_what_she_answered_and_nobody_of_her_group_does(
    client, enrolment, version, rater, siti
):
    peer = MembershipFactory(group=enrolment.group, person__user=UserFactory()).person
    asked = ask(enrolment, rater, version, siti, answers={"PRICE": Answer(level=2)})
    submit_round(round=asked, submitted_by=rater)
    of_group = submitted_round(enrolment, rater=rater)

    def status(user, round_):
        client.force_login(user)
        return client.get(round_.get_absolute_url()).status_code

    assert status(siti.user, asked) == 200
    assert status(coordinator(), asked) == 200
    assert [status(peer.user, one) for one in (asked, of_group)] == [404, 404]
    assert status(siti.user, of_group) == 404
    assert status(coordinator("52"), asked) == 404


def test_her_answers_are_in_her_copy_and_her_words_are_erased(enrolment, version, rater, siti):
    given = {
        "PRICE": Answer(level=2, note="Cerita"),
        "BUYER": Answer(choice="one"),
        "STORY": Answer(text="Rahasia"),
    }
    asked = ask(enrolment, rater, version, siti, answers=given)
    submit_round(round=asked, submitted_by=rater)
    subject = Subject(user_ids=(), person_ids=(siti.pk,))

    (copy,) = IncubationData().export(subject)
    IncubationData().erase(subject, now=asked.received_at)

    assert {"Rahasia", "2"} <= {row["answer"] for row in copy["rows"]}
    kept = {one.item.code: one for one in asked.responses.select_related("item")}
    assert (kept["PRICE"].level, kept["PRICE"].note, kept["STORY"].text) == (2, "", "")


def test_the_page_for_asking_is_for_who_may_rate(client, enrolment, version, rater):
    for who, status in ((rater, 200), (coordinator(), 403), (facilitator_of_another(), 404)):
        client.force_login(who)
        assert client.get(url("ask", enrolment.pk)).status_code == status


def facilitator_of_another():
    return facilitator_of(CycleEnrolmentFactory().group)


def test_items_that_need_evidence_are_those_of_the_indicator_set():
    needing = Item.objects.filter(dimension__version=default_version(), needs_evidence=True)

    assert needing.count() == 22


def test_nobody_is_asked_before_she_agreed_or_after_she_took_it_back(
    enrolment, version, rater, siti
):
    never = MembershipFactory(group=enrolment.group, person__full_name="Bu Rekaan").person
    with pytest.raises(ConsentMissing, match="Bu Rekaan"):
        ask(enrolment, rater, version, never)
    begun = ask(enrolment, rater, version, siti, answers={"PRICE": Answer(level=2)})

    Consent.objects.filter(person=siti).update(withdrawn_at=timezone.now())

    with pytest.raises(ConsentMissing, match="Siti Contoh"):
        submit_round(round=begun, submitted_by=rater)
    with pytest.raises(ConsentMissing, match="Siti Contoh"):
        ask(enrolment, rater, version, siti)


def test_what_a_person_answered_cannot_be_read_in_the_database(enrolment, version, rater, siti):
    given = {
        "SHARE": Answer(number=Decimal("73.5")),
        "BUYER": Answer(choice="one"),
        "STORY": Answer(text="Utang kepada Pak Contoh"),
    }
    asked = ask(enrolment, rater, version, siti, answers=given)

    with connection.cursor() as cursor:
        cursor.execute("SELECT number, choice, text FROM mentoring_incubation_response")
        kept = [str(value) for row in cursor.fetchall() for value in row if value]

    assert len(kept) == 3
    assert not any(secret in value for value in kept for secret in ("73", "one", "Utang"))
    numbers = asked.responses.filter(number__isnull=False).values_list("item__code", "number")
    assert list(numbers) == [("SHARE", Decimal("73.5"))]


def test_answers_are_sealed_anew_and_say_the_same(enrolment, version, rater, siti):
    asked = ask(enrolment, rater, version, siti, answers={"BUYER": Answer(choice="one")})

    call_command("reseal_answers")

    assert asked.responses.get().choice == "one"
