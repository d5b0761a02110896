"""Every role sees, changes and deletes the rows the table says, and no others."""

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.permissions import policy_registry

from balai.accounts.roles import ROLE_NAMES
from mentoring import matrix
from mentoring.assignments import permissions as assigning
from mentoring.field import permissions as carrying
from mentoring.incubation import permissions as incubating
from mentoring.incubation.evaluations import permissions as evaluating
from mentoring.registry import permissions as registering
from mentoring.sessions import permissions as accompanying
from tests.factories.accounts import UserFactory
from tests.factories.registry import MandateFactory
from tests.mentoring.matrix.world import MANDATED, WHERE, World

pytestmark = pytest.mark.django_db


def installed(labels):
    """Those of `labels` whose model exists: a room that is not installed has no rows."""
    return [label for label in labels if _model(label) is not None]


def _model(label):
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def with_scopes():
    return {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label.startswith("mentoring_")
        and hasattr(model._default_manager.all(), "visible_to")
    }


def test_every_kind_of_row_that_has_an_owner_is_in_the_table():
    assert sorted(with_scopes() - set(matrix.models()) - set(matrix.OPEN_TO_ALL)) == []


def test_no_kind_of_row_is_in_the_table_twice():
    assert len(matrix.models()) == len(set(matrix.models()))


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_a_role_sees_what_the_table_says(role):
    world = World(role)

    found, said = {}, {}
    for label in installed(matrix.models()):
        rows = world.rows(label)
        seen = apps.get_model(label)._default_manager.visible_to(world.actor)
        found[label] = {where for where in WHERE if seen.filter(pk=rows[where].pk).exists()}
        said[label] = matrix.reached(matrix.row_of(label).see, role)

    assert found == said


@pytest.mark.parametrize("role", ROLE_NAMES)
@pytest.mark.parametrize("action", ["change", "delete"])
def test_a_role_changes_and_deletes_what_the_table_says(action, role):
    world = World(role)

    found, said = {}, {}
    for label in installed(matrix.models()):
        model = apps.get_model(label)
        if model in policy_registry.values_by_class:
            may = policy_registry.get_by_type(model).user_has_permission_for_instance
            rows = world.rows(label)
            found[label] = {where for where in WHERE if may(world.actor, action, rows[where])}
            said[label] = matrix.reached(getattr(matrix.row_of(label), action), role)

    assert found == said


def take_census(user, group):
    sentra = group.sentra
    return registering.can_take_census(user, sentra=sentra, place=sentra.place, hamlet=group.hamlet)


def decide_run(user, run):
    """As if it were only proposed: nobody decides on what is planned already."""
    run.state = "proposed"
    return accompanying.can_decide_run(user, run)


def in_state(state, question):
    """`question` about an assignment as if it were in `state`."""

    def asked(user, row):
        kept, row.state = row.state, state
        try:
            return question(user, row)
        finally:
            row.state = kept

    return asked


# Each act of the table, asked of the room that knows it.
QUESTIONS = {
    "reveal an identity number": registering.can_reveal_identifier,
    "keep somebody's page": registering.can_keep_person,
    "assess vulnerability": registering.can_assess_person,
    "record a power tie": registering.can_record_tie,
    "take the census": take_census,
    "add members": registering.can_add_members,
    "decide a proposal": registering.can_decide_proposal,
    "decide on two records": registering.can_decide_duplicate,
    "propose an assignment": assigning.can_propose_assignment,
    "correct a craft centre": registering.can_edit_sentra,
    "correct somebody's record": registering.can_edit_person,
    "say that she moved": registering.can_move_person,
    "copy somebody's data": registering.can_copy_data,
    "end a power tie": registering.can_end_tie,
    "settle a wish to be forgotten": registering.can_settle_erasure,
    "change a group": registering.can_edit_group,
    "keep a cluster": registering.can_keep_cluster,
    "end an assignment": assigning.can_end_assignment,
    "answer a proposal": in_state("proposed", assigning.can_answer_assignment),
    "take a proposal back": in_state("proposed", assigning.can_withdraw_assignment),
    "let an assignment rest": in_state("active", assigning.can_suspend_assignment),
    "let an assignment go on": in_state("suspended", assigning.can_resume_assignment),
    "hand over": in_state("active", assigning.can_hand_over),
    "finish a handover": in_state("handover", assigning.can_finish_handover),
    "write what the next should know": in_state("handover", assigning.can_write_handover_note),
    "read what the one before left": in_state("accepted", assigning.can_read_handover),
    "correct a facilitator": assigning.can_edit_facilitator,
    "see a portfolio": lambda user, row: assigning.can_see_portfolio(user, row, today()),
    "take a question back": assigning.can_withdraw_question,
    "record leave": assigning.can_record_leave,
    "record training": assigning.can_record_training,
    "waive training": assigning.can_waive_training,
    "answer a question": lambda user, row: assigning.can_answer_question(user, row, today()),
    "record a visit": lambda user, row: accompanying.can_log_visit(user, row, today()),
    "close a promise": lambda user, row: accompanying.can_close_follow_up(user, row, today()),
    "decide on a correction": accompanying.can_decide_correction,
    "ask again": accompanying.can_ask_again,
    "say who asks again": accompanying.can_assign_back_check,
    "look at a session": accompanying.can_review,
    "change a training": accompanying.can_change_run,
    "keep a training": accompanying.can_keep_run,
    "decide on a proposed training": decide_run,
    "help with a phone": carrying.can_keep_phone,
    "sign a phone out": carrying.can_revoke,
    "decide about a record of a phone": lambda user, row: row in carrying.decidable(user),
    "decide a difference": lambda user, row: row in carrying.resolvable(user),
    "propose for a cycle": lambda user, row: incubating.can_propose(user, row, today()),
    "lock figures": lambda user, row: evaluating.can_lock(user, row, today()),
    "ask for an amendment": lambda user, row: evaluating.can_request_amendment(user, row, today()),
    "decide amendments after the lock": lambda user, row: evaluating.can_decide_amendments(
        user, row, today()
    ),
    "write down a finding": lambda user, row: incubating.can_note_finding(user, row.group, today()),
    "link a training to a cycle": lambda user, row: incubating.can_link_training(
        user, row, today()
    ),
    "write the formula": lambda user, row: incubating.can_draft_formula(user, row.group, today()),
    "approve the formula": lambda user, row: incubating.can_approve_formula(
        user, row.group, today()
    ),
    "decide a gate": lambda user, row: incubating.can_decide_gate(user, row, today()),
}


def today():
    return timezone.localdate()


# Each right of the table.
RIGHTS = {
    "handle complaints": registering.can_handle_complaints,
    "import places": registering.can_import_places,
    "change places": registering.can_change_places,
    "import lists": registering.can_import,
    "search for duplicates": registering.can_search_duplicates,
    "take names out": lambda user: registering.can_take_names_out(user, today()),
    "watch over groups": lambda user: assigning.can_watch_over_groups(user, today()),
    "see portfolios": lambda user: assigning.can_see_portfolios(user, today()),
}


@pytest.mark.parametrize("right", matrix.RIGHTS, ids=lambda right: right.name)
def test_a_right_belongs_to_the_roles_of_the_table(right):
    asked = RIGHTS[right.name]

    assert {role for role in ROLE_NAMES if asked(somebody(role))} == right.who


def somebody(role):
    """With the mandate her role is about."""
    user = UserFactory(roles=[role])
    if role in MANDATED:
        MandateFactory(user=user, role=role)
    return user


# Questions of the two rooms that no line asks: the same as another, or of nobody's own mandate.
NOT_IN_THE_TABLE = {"can_reveal_others", "can_end_mandate"}


def test_every_question_of_two_rooms_is_in_the_table():
    """A question somebody adds is asked by a line, too."""
    from pathlib import Path

    said = Path(__file__).read_text()
    known = {
        name
        for room in (registering, assigning)
        for name, question in vars(room).items()
        if name.startswith("can_") and question.__module__ == room.__name__
    }

    assert sorted(name for name in known if f".{name}" not in said) == sorted(NOT_IN_THE_TABLE)


def test_every_right_of_the_table_is_asked():
    assert set(RIGHTS) == {right.name for right in matrix.RIGHTS}


def test_every_act_of_the_table_is_asked():
    assert set(QUESTIONS) == {act.name for act in matrix.ACTS}


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_a_role_may_do_what_the_table_says(role):
    world = World(role)

    found, said = {}, {}
    for act in matrix.ACTS:
        if _model(act.model) is not None:
            rows, asked = world.rows(act.model), QUESTIONS[act.name]
            found[act.name] = {where for where in WHERE if asked(world.actor, rows[where])}
            said[act.name] = matrix.reached(act.who, role)

    assert found == said


@pytest.mark.parametrize("role", ["coordinator", "facilitator", "programme_manager", "crafter"])
def test_a_closed_account_sees_and_may_nothing(role):
    world = World(role)
    for label in installed(matrix.models()):
        world.row(label, "own")
    world.actor.is_active = False
    world.actor.save()

    seen = {
        label
        for label in installed(matrix.models())
        for row in [world.row(label, "own")]
        if apps.get_model(label)._default_manager.visible_to(world.actor).filter(pk=row.pk)
    }
    asked = {
        act.name
        for act in matrix.ACTS
        if QUESTIONS[act.name](world.actor, world.row(act.model, "own"))
    }

    assert (seen, asked) == (set(), set())
