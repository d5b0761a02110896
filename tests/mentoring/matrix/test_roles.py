"""The site's roles hold the permissions that the table of mentoring asks for, and no others."""

import pytest
from django.apps import apps

from balai.accounts.roles import ROLE_NAMES, ROLE_PERMISSIONS
from mentoring import matrix
from mentoring.matrix import ALL


def holders(label, verb):
    app, model = label.lower().split(".")
    return {role for role, held in ROLE_PERMISSIONS.items() if f"{app}.{verb}_{model}" in held}


def test_the_table_knows_no_role_that_the_site_has_not():
    named = set()
    for row in matrix.ROWS:
        named |= {*row.see, *row.change, *row.delete, *row.add}
    for line in (*matrix.ACTS, *matrix.PAGES):
        named |= set(line.who)

    assert named <= set(ROLE_NAMES)


@pytest.mark.parametrize("label", matrix.models())
def test_whoever_sees_every_row_holds_the_permission_for_it(label):
    see = matrix.row_of(label).see

    said = {role for role, reach in see.items() if reach == ALL}
    # Rows about a person are seen by whoever sees the person.
    through = holders("mentoring_registry.Person", "view_all")
    assert holders(label, "view_all") in (said, said - through)


@pytest.mark.parametrize("label", matrix.models())
@pytest.mark.parametrize("verb", ["change", "delete", "add"])
def test_whoever_may_by_the_table_holds_the_permission_and_nobody_else(verb, label):
    assert holders(label, verb) == set(getattr(matrix.row_of(label), verb))


@pytest.mark.parametrize("label", matrix.models())
def test_nobody_holds_the_permission_to_view_what_she_never_sees(label):
    assert holders(label, "view") <= set(matrix.row_of(label).see)


def test_no_role_holds_a_permission_of_mentoring_for_a_model_outside_the_table():
    known = {label.lower() for label in (*matrix.models(), *matrix.OPEN_TO_ALL)}
    models = {
        f"{model._meta.app_label}.{model._meta.model_name}"
        for model in apps.get_models()
        if model._meta.app_label.startswith("mentoring_")
    }

    strange = {
        permission
        for held in ROLE_PERMISSIONS.values()
        for permission in held
        if permission.startswith("mentoring_")
        for app, _dot, codename in [permission.partition(".")]
        for verb in ("view_all_", "view_", "add_", "change_", "delete_")
        if codename.startswith(verb) and f"{app}.{codename.removeprefix(verb)}" in models - known
    }
    assert strange == set()
