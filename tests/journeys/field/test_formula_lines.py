"""Lines of the agreed formula that a visit served, tapped with the network off."""

import pytest
from playwright.sync_api import expect

from mentoring.incubation.models import FormulaItemSession
from mentoring.sessions.models import MentoringSession
from tests.browser import assert_accessible, assert_no_sideways_scrolling
from tests.factories.formulas import DiagnosisFactory, FormulaItemFactory, agreed_formula
from tests.journeys.field.phones import AS_KEPT
from tests.patience import wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OLD = "baris yang tidak lagi dalam formula"


@pytest.fixture
def formula(group):
    """Two lines: one practises prices, one weighs the material."""
    made = agreed_formula(DiagnosisFactory(enrolment__group=group))
    FormulaItemFactory(formula=made, activity="Menimbang bahan baku bersama")
    return made


@pytest.fixture
def lines(formula):
    return list(formula.items.order_by("position", "pk"))


@pytest.fixture
def away(lines, phone):
    """Set up when the formula was agreed; without signal from then on."""
    phone.go_offline()
    return phone


def line_of(phone, line):
    return phone.page.locator("[data-topics] label", has_text=line.activity)


def choose(phone, line):
    phone.tap(line_of(phone, line))
    expect(line_of(phone, line).locator("input")).to_be_checked()


def linked():
    rows = FormulaItemSession.objects.order_by("item__position")
    return list(rows.values_list("item", flat=True))


def change_sent(phone, *, untick):
    """Open the sent visit again, take `untick` away and say why."""
    phone.outbox().first.get_by_role("button", name="Ubah").click()
    box = phone.page.locator("[data-topics] label", has_text=untick)
    expect(box.locator("input")).to_be_checked()
    box.click()
    expect(phone.page.locator("[data-topics] input:checked")).to_have_count(0)
    phone.save()
    dialog = phone.page.get_by_role("dialog")
    dialog.get_by_label("Mengapa diubah?").fill("Salah pilih")
    dialog.get_by_role("button", name="Simpan").click()
    expect(phone.said).to_contain_text("Tersimpan di HP")
    phone.has_sent_everything()


def test_one_more_tap_says_which_line_a_visit_served(away, group, lines):
    away.taps = 0
    away.visit(group)
    without = away.taps
    away.taps = 0
    away.log_visit(group)
    away.everybody()
    choose(away, lines[1])
    expect(line_of(away, lines[0]).locator("input")).not_to_be_checked()
    assert_accessible(away.page)
    assert_no_sideways_scrolling(away.page)
    away.keep()
    assert away.taps == without + 1
    away.has_unsent(2)

    away.go_online()

    away.has_sent_everything()
    assert wait_until(linked, "its link") == [lines[1].pk]


def test_a_choice_survives_an_empty_battery_and_is_taken_back(away, group, lines):
    away.log_visit(group)
    choose(away, lines[0])
    choose(away, lines[1])
    address = away.page.url.partition("#")[2]

    away.die_and_reopen(f"#{address}")
    away.unlock()

    expect(away.page.locator("[data-topics] input:checked")).to_have_count(2)
    away.page.get_by_role("button", name="Urungkan").click()
    expect(line_of(away, lines[1]).locator("input")).not_to_be_checked()
    expect(line_of(away, lines[0]).locator("input")).to_be_checked()


def test_a_line_given_up_meanwhile_arrives_and_a_change_takes_it_away(away, group, formula, lines):
    away.log_visit(group)
    away.everybody()
    choose(away, lines[1])
    away.keep()
    formula.state = "replaced"
    formula.save()
    agreed_formula(lines[0].problem.diagnosis, number=2)

    with away.page.expect_response(lambda answer: "/contents/sessions.plan/" in answer.url):
        away.go_online()
    away.has_sent_everything()

    session = MentoringSession.objects.get()
    assert session.topics == [str(lines[1].pk)]
    assert wait_until(linked, "its link") == [lines[1].pk]
    away.page.evaluate(AS_KEPT)
    change_sent(away, untick=OLD)
    away.wait_until(lambda: not linked(), "the link is gone")


def test_a_group_without_a_formula_is_asked_nothing_more(phone, group):
    phone.go_offline()

    phone.log_visit(group)

    expect(phone.page.locator("[data-lessons]")).to_have_count(1)
    expect(phone.page.locator("[data-topics-served]")).to_be_hidden()
