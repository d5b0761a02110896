from datetime import date

import pytest
from django.core.exceptions import ValidationError
from wagtail import hooks

from certificates.rules import (
    AttendedShare,
    ChecksPassed,
    IdentityComplete,
    ModulesCompleted,
    RuleKind,
    RuleState,
    Shown,
    rule_kinds,
)
from tests.factories.certificates import ToldFact


def shown(*facts, **identity):
    known = {
        "printed_name": "Sutini",
        "birthplace": "Jember",
        "born_on": date(1980, 1, 1),
        "may_print": True,
        **identity,
    }
    return Shown(facts={fact.kind: fact for fact in facts}, **known)


@pytest.mark.parametrize(
    ("minutes", "state"), [(800, "met"), (799, "missing"), (1200, "met"), (0, "missing")]
)
def test_attendance_counts_from_exactly_the_needed_share(minutes, state):
    result = AttendedShare({"percent": 80}).judge(
        shown(ToldFact("attended_minutes", minutes, 1000))
    )

    assert result.state == state


def test_attendance_is_rounded_down_so_that_nobody_is_lifted_over_the_line():
    result = AttendedShare({"percent": 80}).judge(shown(ToldFact("attended_minutes", 7999, 10000)))

    assert (result.value, result.state) == (79, RuleState.MISSING)


def test_attendance_without_planned_minutes_cannot_be_computed_and_is_not_met():
    result = AttendedShare({}).judge(shown(ToldFact("attended_minutes", 0, 0)))

    assert (result.state, result.is_met) == (RuleState.UNKNOWN, False)


def test_attendance_says_sessions_and_excused_minutes():
    fact = ToldFact(
        "attended_minutes",
        540,
        720,
        {"sessions_planned": 12, "sessions_attended": 9, "minutes_izin": 60, "minutes_sakit": 0},
    )

    assert AttendedShare({"percent": 80}).judge(shown(fact)).sentence == (
        "Hadir 9 dari 12 pertemuan (75%), perlu 80%. Izin 60 menit, sakit 0 menit: tidak dihitung."
    )


def test_modules_name_what_is_missing():
    fact = ToldFact("modules_completed", 1, 3, {"missing": ["M03", "M09"]})

    result = ModulesCompleted({}).judge(shown(fact))

    assert (result.state, result.value, result.needed) == (RuleState.MISSING, 1, 3)
    assert "M03, M09" in result.sentence


def test_the_result_keeps_which_version_of_each_module_was_read():
    fact = ToldFact("modules_completed", 1, 1, {"missing": [], "releases": {"M01": 3}})

    result = ModulesCompleted({}).judge(shown(fact))

    assert result.as_json()["detail"] == {"releases": {"M01": 3}}
    without = ToldFact("modules_completed", 1, 1, {"missing": []})
    assert "detail" not in ModulesCompleted({}).judge(shown(without)).as_json()


def test_modules_with_nobody_to_answer_are_not_met():
    assert not ModulesCompleted({}).judge(shown()).is_met


@pytest.mark.parametrize(
    ("done", "percent", "state"), [(3, 50, "met"), (2, 50, "missing"), (5, 100, "met")]
)
def test_checks_need_their_share_rounded_up(done, percent, state):
    result = ChecksPassed({"percent": percent}).judge(shown(ToldFact("checks_passed", done, 5)))

    assert result.state == state


def test_a_programme_without_checks_asks_for_none():
    assert ChecksPassed({}).judge(shown(ToldFact("checks_passed", 0, 0))).is_met


def test_identity_needs_agreement_and_birth_only_if_asked_for():
    no_birth = shown(birthplace="", born_on=None)

    assert IdentityComplete({}).judge(no_birth).is_met
    assert not IdentityComplete({"birth": True}).judge(no_birth).is_met
    assert not IdentityComplete({"address": True}).judge(shown()).is_met
    assert IdentityComplete({"address": True}).judge(shown(address="Krajan, Tutul")).is_met
    assert not IdentityComplete({}).judge(shown(may_print=False)).is_met
    assert not IdentityComplete({}).judge(shown(printed_name=" ")).is_met


def test_minutes_are_counted_up_to_what_was_planned():
    assert judged("attended_minutes", {"minutes": 600}, attended_minutes=(700, 650)) == (
        "met",
        650,
        600,
    )
    assert judged("attended_minutes", {"minutes": 600}, attended_minutes=(599, 650))[0] == "missing"
    assert judged("attended_minutes", {"minutes": 600}, attended_minutes=(599, 0))[0] == "unknown"
    assert judged("attended_minutes", {"minutes": 600})[0] == "unknown"


def test_practice_is_passed_in_all_units_or_in_so_many():
    assert judged("practice_passed", {}, practice_passed=(2, 3)) == ("missing", 2, 3)
    assert judged("practice_passed", {"count": 2}, practice_passed=(2, 3)) == ("met", 2, 2)
    assert judged("practice_passed", {}, practice_passed=(0, 0))[0] == "unknown"
    assert judged("practice_passed", {})[0] == "unknown"


def test_an_evaluation_nobody_knows_of_is_never_met():
    assert judged("evaluation_passed", {})[0] == "unknown"
    assert judged("evaluation_passed", {}, evaluation_passed=(0, 1))[0] == "missing"
    assert judged("evaluation_passed", {}, evaluation_passed=(1, 1))[0] == "met"


def test_a_rule_takes_only_numbers_it_knows_and_can_mean():
    attended = rule_kinds()["attended_share"]

    assert attended.checked_params({"percent": " 75 "}) == {"percent": 75}
    assert attended.checked_params({"percent": ""}) == {}
    for wrong in ({"percent": 0}, {"percent": 101}, {"percent": "80,5"}, {"percent": True}):
        with pytest.raises(ValidationError):
            attended.checked_params(wrong)
    with pytest.raises(ValidationError):
        attended.checked_params({"menit": 3})
    assert rule_kinds()["identity_complete"].checked_params({"birth": "on"}) == {"birth": True}


def test_a_site_adds_its_own_rule_by_a_hook():
    class SpeaksMadurese(RuleKind):
        kind = "speaks_madurese"
        label = "bahasa Madura"

        def judge(self, shown):
            return self.answer(RuleState.MET, None, None, "Bisa.")

    with hooks.register_temporarily("register_certificate_rules", lambda: [SpeaksMadurese]):
        assert rule_kinds()["speaks_madurese"] is SpeaksMadurese
    assert "speaks_madurese" not in rule_kinds()


def judged(kind, params, **facts):
    """(state, value, needed) of one rule; facts: kind=(value, of)."""
    told = {name: ToldFact(name, value, of) for name, (value, of) in facts.items()}
    known = Shown(told, "Siti Contoh", "Jember", None, True)
    result = rule_kinds()[kind](params).judge(known)
    return str(result.state), result.value, result.needed
