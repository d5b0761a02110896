"""Every role sees, changes and deletes the rows the table says, and no others."""

import pytest
from django.apps import apps
from django.utils import timezone
from wagtail.permissions import policy_registry

from balai.accounts.roles import ROLE_NAMES
from mentoring import matrix
from mentoring.assignments import permissions as assigning
from mentoring.incubation import permissions as incubating
from mentoring.registry import permissions as registering
from mentoring.sessions import permissions as accompanying
from tests.mentoring.matrix.world import WHERE, World

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
    "end an assignment": assigning.can_end_assignment,
    "record leave": assigning.can_record_leave,
    "record training": assigning.can_record_training,
    "waive training": assigning.can_waive_training,
    "answer a question": lambda user, row: assigning.can_answer_question(user, row, today()),
    "record a visit": lambda user, row: accompanying.can_log_visit(user, row, today()),
    "close a promise": lambda user, row: accompanying.can_close_follow_up(user, row, today()),
    "change a training": accompanying.can_change_run,
    "keep a training": accompanying.can_keep_run,
    "decide on a proposed training": decide_run,
    "propose for a cycle": lambda user, row: incubating.can_propose(user, row, today()),
    "decide a gate": lambda user, row: incubating.can_decide_gate(user, row, today()),
}


def today():
    return timezone.localdate()


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
