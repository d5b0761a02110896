from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from mentoring.incubation.models import CycleEnrolment, GateDecision, Response, Round
from tests.factories.accounts import UserFactory
from tests.factories.incubation import (
    BASELINE,
    MONTH_24,
    CycleEnrolmentFactory,
    CycleFactory,
    RoundFactory,
    coordinator,
    evaluator,
    facilitator_of,
    manager,
    submitted_round,
)
from tests.factories.registry import (
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    SentraFactory,
    banyumulek,
)

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"mentoring_incubation:{name}", args=args)


@pytest.fixture
def enrolment():
    return CycleEnrolmentFactory(group__name="Manik Maduran")


@pytest.fixture
def foreign():
    return CycleEnrolmentFactory(group__sentra=SentraFactory(place=banyumulek()))


def page(client, user, address):
    client.force_login(user)
    return client.get(address)


def test_every_page_asks_a_guest_to_sign_in(client, enrolment):
    draft = RoundFactory(enrolment=enrolment)
    addresses = [
        url("board"),
        url("propose"),
        url("enrolment", enrolment.pk),
        url("next_stage", enrolment.pk),
        url("start_round", enrolment.pk, "baseline"),
        url("gate", enrolment.pk),
        url("round", draft.pk),
        url("answer", draft.pk, "KOH"),
        url("submit_round", draft.pk),
    ]

    answers = [client.get(address) for address in addresses]

    assert [answer.status_code for answer in answers] == [302] * len(addresses)
    assert {answer.headers["Location"].split("?")[0] for answer in answers} == {"/masuk/"}


@pytest.mark.parametrize("who", [coordinator, evaluator, manager])
def test_a_foreign_group_answers_404_but_the_manager_reads_all(client, foreign, who):
    status = page(client, who(), url("enrolment", foreign.pk)).status_code

    assert status == (200 if who is manager else 404)


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (coordinator, 200),
        (evaluator, 200),
        (manager, 200),
        (lambda: UserFactory(roles=["auditor"]), 200),
        (lambda: UserFactory(roles=["facilitator"]), 404),
        (lambda: UserFactory(roles=["blk_clerk"]), 404),
        (lambda: MandateFactory(role="census_taker").user, 404),
    ],
)
def test_who_reads_a_groups_page(client, enrolment, who, status):
    assert page(client, who(), url("enrolment", enrolment.pk)).status_code == status


def test_a_facilitator_reads_her_group_and_not_her_neighbours(client, enrolment):
    neighbour = CycleEnrolmentFactory(cycle=enrolment.cycle)
    facilitator = facilitator_of(enrolment.group)

    assert page(client, facilitator, url("enrolment", enrolment.pk)).status_code == 200
    assert page(client, facilitator, url("enrolment", neighbour.pk)).status_code == 404


def test_a_member_of_the_group_does_not_read_its_scores(client, enrolment):
    member = MembershipFactory(group=enrolment.group, person__user=UserFactory()).person.user

    assert page(client, member, url("enrolment", enrolment.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_groups_page_costs_the_same_with_many_rounds(
    client, enrolment, django_assert_num_queries, count
):
    facilitator = facilitator_of(enrolment.group)
    for day in range(count):
        submitted_round(enrolment, "adhoc", rater=facilitator, happened_on=date(2025, 2, 3 + day))
    client.force_login(coordinator())
    client.get(url("board"))

    with django_assert_num_queries(16):
        client.get(url("enrolment", enrolment.pk))


def test_a_groups_page_shows_both_scores_the_change_and_the_verdict(client, enrolment):
    submitted_round(enrolment)
    submitted_round(enrolment, "endline", MONTH_24, happened_on=date(2026, 1, 5))

    html = page(client, coordinator(), url("enrolment", enrolment.pk)).content.decode()

    assert "56,25" in html and "23,23" in html
    assert "Madya" in html and "dulu: Pemula" in html
    assert "+33,02" in html
    assert "Naik nyata." in html and "TWR3, TWR4" in html
    assert '<rect class="bar-fill" width="45.00"' in html


def test_a_groups_page_speaks_english_too(client, enrolment):
    submitted_round(enrolment)
    reader = coordinator()
    reader.preferred_language = "en"
    reader.save()

    html = page(client, reader, url("enrolment", enrolment.pk)).content.decode()

    assert "Bargaining power" in html and "23.23" in html and "Beginner" in html


def test_a_dimension_without_enough_answers_says_so_instead_of_zero(client, enrolment):
    submitted_round(enrolment, by_dimension={**BASELINE, "USH": (1,)})

    html = page(client, coordinator(), url("enrolment", enrolment.pk)).content.decode()

    assert "belum dinilai: 1 dari 3 terjawab" in html


def test_a_coordinator_proposes_a_group_from_the_form(client):
    cycle, group = CycleFactory(), CrafterGroupFactory()
    client.force_login(coordinator())

    answer = client.post(
        url("propose"),
        {"group": group.pk, "cycle": cycle.pk, "starts_on": "2025-03-03", "reason": "Tertinggal"},
    )

    made = CycleEnrolment.objects.get()
    assert (made.group, made.cycle, made.state) == (group, cycle, "candidate")
    assert answer.headers["Location"] == made.get_absolute_url()


def test_a_refused_proposal_comes_back_with_what_was_typed(client):
    cycle, group = CycleFactory(starts_on=date(2025, 6, 2)), CrafterGroupFactory()
    client.force_login(coordinator())

    html = client.post(
        url("propose"),
        {"group": group.pk, "cycle": cycle.pk, "starts_on": "2025-03-03", "reason": "Tertinggal"},
    ).content.decode()

    assert "tidak menerima kelompok pada 3 Maret 2025" in html
    assert "Tertinggal" in html and 'value="2025-03-03"' in html


def test_the_form_offers_only_free_groups_of_the_coordinators_place(client, enrolment, foreign):
    free = CrafterGroupFactory()

    answer = page(client, coordinator(), url("propose") + f"?group={free.pk}")

    assert list(answer.context["form"].fields["group"].queryset) == [free]
    assert f'value="{free.pk}" selected' in answer.content.decode()


@pytest.mark.parametrize("who", [evaluator, manager, UserFactory])
def test_nobody_else_opens_the_proposal(client, who):
    assert page(client, who(), url("propose")).status_code == 403


def test_a_coordinator_moves_a_group_on(client, enrolment):
    CycleEnrolment.objects.filter(pk=enrolment.pk).update(state="selected")
    client.force_login(coordinator())

    client.post(url("next_stage", enrolment.pk), {"day": "2025-03-03"})

    enrolment.refresh_from_db()
    assert enrolment.state == "diagnosis"


def test_a_stage_with_a_gate_is_not_moved_on_by_its_page(client, enrolment):
    client.force_login(coordinator())

    html = client.post(url("next_stage", enrolment.pk), {"day": "2025-03-03"}).content.decode()

    assert "berakhir dengan gerbang G0" in html


@pytest.mark.parametrize("who", [evaluator, manager])
def test_nobody_else_opens_the_page_that_moves_a_group(client, enrolment, who):
    assert page(client, who(), url("next_stage", enrolment.pk)).status_code == 403


def test_the_facilitator_records_the_baseline_page_by_page(client, enrolment):
    client.force_login(facilitator_of(enrolment.group))
    answer = client.post(url("start_round", enrolment.pk, "baseline"), {"day": "2025-02-03"})
    draft = Round.objects.get()
    assert answer.headers["Location"] == url("answer", draft.pk, "KOH")

    for code, row in BASELINE.items():
        answer = client.post(
            url("answer", draft.pk, code),
            {
                name: said
                for number, level in enumerate(row, start=1)
                for name, said in (
                    (f"{code}{number}", str(level)),
                    (f"{code}{number}_note", "Buku rapat"),
                )
            },
        )
    assert answer.headers["Location"] == draft.get_absolute_url()
    client.post(url("submit_round", draft.pk))

    html = client.get(draft.get_absolute_url()).content.decode()
    assert "23,23" in html and "Pemula" in html


def test_starting_again_goes_on_with_the_same_draft(client, enrolment):
    client.force_login(facilitator_of(enrolment.group))

    for day in ("2025-02-03", "2025-02-04"):
        client.post(url("start_round", enrolment.pk, "baseline"), {"day": day})

    assert Round.objects.get().happened_on == date(2025, 2, 4)


def test_what_was_chosen_stands_in_the_form_when_the_page_is_opened_again(client, enrolment):
    facilitator = facilitator_of(enrolment.group)
    draft = RoundFactory(enrolment=enrolment, rater=facilitator)
    client.force_login(facilitator)
    client.post(
        url("answer", draft.pk, "KOH"),
        {"KOH1": "3", "KOH1_note": "Buku rapat", "KOH2": "refused"},
    )

    form = client.get(url("answer", draft.pk, "KOH")).context["form"]

    assert [form[name].value() for name in ("KOH1", "KOH1_note", "KOH2", "KOH3")] == [
        "3",
        "Buku rapat",
        "refused",
        "",
    ]


def test_a_note_without_a_level_is_asked_about_and_nothing_typed_is_lost(client, enrolment):
    facilitator = facilitator_of(enrolment.group)
    draft = RoundFactory(enrolment=enrolment, rater=facilitator)
    client.force_login(facilitator)

    html = client.post(
        url("answer", draft.pk, "KOH"), {"KOH1": "2", "KOH2_note": "Daftar hadir Mei"}
    ).content.decode()

    assert "Pilih tingkat untuk catatan ini." in html
    assert "Daftar hadir Mei" in html
    assert 'value="2" id="id_KOH1_2" checked' in html
    assert Response.objects.count() == 0


@pytest.mark.parametrize("level", ["5", "-1", "1,5", "tidak ada"])
def test_a_level_that_is_not_offered_is_refused_on_the_page(client, enrolment, level):
    facilitator = facilitator_of(enrolment.group)
    draft = RoundFactory(enrolment=enrolment, rater=facilitator)
    client.force_login(facilitator)

    answer = client.post(url("answer", draft.pk, "KOH"), {"KOH1": level})

    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["KOH1"]


def test_a_draft_is_filled_in_by_its_rater_only(client, enrolment):
    draft = RoundFactory(enrolment=enrolment, rater=facilitator_of(enrolment.group))

    assert page(client, coordinator(), url("answer", draft.pk, "KOH")).status_code == 404
    assert page(client, manager(), url("answer", draft.pk, "KOH")).status_code == 403
    client.force_login(manager())
    assert client.post(url("submit_round", draft.pk)).status_code == 403
    assert "masih diisi" in client.get(draft.get_absolute_url()).content.decode()


def test_a_submitted_round_is_read_and_no_longer_filled_in(client, enrolment):
    submitted = submitted_round(enrolment)
    client.force_login(submitted.rater)

    answer = client.get(url("answer", submitted.pk, "KOH"))

    assert answer.headers["Location"] == submitted.get_absolute_url()
    assert client.get(url("answer", submitted.pk, "XYZ")).status_code == 302


def test_an_empty_round_is_not_submitted_and_the_page_says_why(client, enrolment):
    facilitator = facilitator_of(enrolment.group)
    draft = RoundFactory(enrolment=enrolment, rater=facilitator)
    client.force_login(facilitator)

    html = client.post(url("submit_round", draft.pk), follow=True).content.decode()

    assert "Belum ada yang dijawab." in html


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [
        (facilitator_of, "baseline", 200),
        (facilitator_of, "endline", 403),
        (facilitator_of, "lain", 404),
        (lambda group: evaluator(), "endline", 200),
        (lambda group: evaluator(), "baseline", 403),
        (lambda group: evaluator("52"), "endline", 404),
        (lambda group: manager(), "endline", 403),
        (lambda group: coordinator(), "baseline", 403),
    ],
)
def test_who_may_begin_which_scoring(client, enrolment, who, kind, status):
    address = url("start_round", enrolment.pk, kind)

    assert page(client, who(enrolment.group), address).status_code == status


def gate_post(**changes):
    return {
        "met-census": "yes",
        "met-members-present": "yes",
        "met-weak-half": "yes",
        "outcome": "pass",
        "memo": "Kelompok siap.",
        "decided_on": "2025-04-01",
        **changes,
    }


def test_a_manager_decides_the_gate(client, enrolment):
    submitted_round(enrolment)
    client.force_login(manager())

    answer = client.post(url("gate", enrolment.pk), gate_post(), follow=True)

    assert GateDecision.objects.get().outcome == "pass"
    assert "Keputusan tercatat" in answer.content.decode()


def test_a_refused_decision_keeps_the_memo_and_names_what_is_missing(client, enrolment):
    submitted_round(enrolment)
    client.force_login(manager())

    html = client.post(url("gate", enrolment.pk), gate_post(**{"met-census": ""})).content.decode()

    assert "Gerbang belum bisa dilewati" in html and "semua dusun" in html
    assert "Kelompok siap." in html
    assert GateDecision.objects.count() == 0


def test_a_decision_without_a_memo_comes_back(client, enrolment):
    client.force_login(manager())

    answer = client.post(url("gate", enrolment.pk), gate_post(memo=" ", outcome="defer"))

    assert list(answer.context["form"].errors) == ["memo"]


def test_who_scored_the_group_is_told_before_filling_in_the_decision(client, enrolment):
    both = UserFactory(roles=["evaluator", "programme_manager"])
    MandateFactory(user=both, role="evaluator")
    MandateFactory(user=both, role="programme_manager")
    RoundFactory(enrolment=enrolment, kind="endline", rater=both)

    html = page(client, both, url("gate", enrolment.pk)).content.decode()

    assert "Anda ikut menilai" in html and "<textarea" not in html


@pytest.mark.parametrize(
    ("who", "status"),
    [
        (manager, 200),
        (lambda: manager("52"), 403),  # reads every group, decides in her own place
        (coordinator, 403),
        (evaluator, 403),
        (lambda: evaluator("52"), 404),
    ],
)
def test_who_opens_the_decision(client, enrolment, who, status):
    assert page(client, who(), url("gate", enrolment.pk)).status_code == status


def test_a_stage_without_a_gate_leads_back_to_the_group(client):
    enrolment = CycleEnrolmentFactory(state="delivery")

    answer = page(client, manager(), url("gate", enrolment.pk))

    assert answer.headers["Location"] == enrolment.get_absolute_url()


def test_buttons_appear_for_those_who_may_press_them(client, enrolment):
    facilitator = facilitator_of(enrolment.group)

    def buttons(user):
        html = page(client, user, url("enrolment", enrolment.pk)).content.decode()
        return [
            word
            for word in ("/nilai/baseline/", "/nilai/endline/", "/gerbang/", "/lanjut/")
            if word in html
        ]

    assert buttons(facilitator) == ["/nilai/baseline/"]
    assert buttons(evaluator()) == ["/nilai/endline/"]
    assert buttons(manager()) == ["/gerbang/"]
    assert buttons(coordinator()) == []
    CycleEnrolment.objects.filter(pk=enrolment.pk).update(state="delivery")
    assert buttons(coordinator()) == ["/lanjut/"]


def test_pages_carry_no_inline_script_or_style(client, enrolment):
    submitted_round(enrolment)
    client.force_login(manager())

    for address in (url("board"), url("enrolment", enrolment.pk), url("gate", enrolment.pk)):
        html = client.get(address).content.decode()
        assert "style=" not in html and "<style" not in html
        assert html.count("<script") == html.count('<script src="/static/')


def test_refusals_name_what_why_and_what_next_in_indonesian(enrolment):
    from mentoring.incubation import errors

    with translation.override("id"):
        for refusal in vars(errors).values():
            is_refusal = isinstance(refusal, type) and issubclass(refusal, errors.IncubationError)
            if is_refusal and refusal is not errors.IncubationError:
                assert str(refusal.message) != refusal.message._args[0], refusal.code
