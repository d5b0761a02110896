"""Every refusal of the room: raised, told apart, a full sentence in Indonesian, and shown.

Walked by reading the code itself, so that a new refusal is walked from its first day.
"""

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from django.utils import translation

from mentoring import incubation
from mentoring.incubation import errors
from mentoring.incubation.errors import IncubationError

ROOM = Path(incubation.__file__).parent
# Where a person meets a refusal: pages, forms, the admin, and what her phone is told.
SHOWN_IN = ("views/", "forms/", "viewsets.py", "offline.py", "phone/")
KEEPS = {"add_error", "refuse_beside"}
SAYS = {*KEEPS, "error", "refusal", "_way_page"}
# Asked before the form is there, and a choice of two that nobody types.
NOTHING_TYPED = {"decide", "choose"}
# Called by a page above them, which hears the refusal.
HEARD_ABOVE = {"act", "save_instance"}


def refusals():
    found = {}
    for module in pkgutil.iter_modules(errors.__path__, f"{errors.__name__}."):
        importlib.import_module(module.name)
    classes = [IncubationError]
    while classes:
        for one in classes.pop().__subclasses__():
            found[one.__name__] = one
            classes.append(one)
    return [found[name] for name in sorted(found)]


@cache
def code_of_room():
    """(path inside the room, syntax tree) of every file but migrations and the refusals."""
    paths = sorted(path for path in ROOM.rglob("*.py") if "migrations" not in path.parts)
    return [
        (str(path.relative_to(ROOM)), ast.parse(path.read_text(encoding="utf-8")))
        for path in paths
        if "errors" not in path.parts
    ]


def names_in(node):
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)} | {
        one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)
    }


@cache
def users_of_names():
    """Name -> (path, function that says it) for every function and method of the room."""
    users = defaultdict(set)
    for path, tree in code_of_room():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                for name in names_in(node):
                    users[name].add((path, node.name))
    return users


def where_it_ends_up(name):
    """The files that reach `name` by calling what calls it."""
    seen, waiting, files = set(), {name}, set()
    while waiting:
        asked = waiting.pop()
        seen.add(asked)
        for path, function in users_of_names().get(asked, ()):
            files.add(path)
            if function not in seen:
                waiting.add(function)
    return files


def test_the_codes_are_stable_and_tell_each_refusal_apart():
    codes = [one.code for one in refusals()]

    assert len(set(codes)) == len(codes) > 100
    for one in refusals():
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", one.__name__).lower()
        assert one.code.replace("_", "") == words.replace("_", ""), one


@pytest.mark.parametrize("refusal", refusals(), ids=lambda one: one.code)
def test_a_refusal_is_raised_and_reaches_a_screen(refusal):
    files = where_it_ends_up(refusal.__name__)

    assert files, f"Nothing raises {refusal.__name__}."
    assert any(path.startswith(SHOWN_IN) for path in files), files


@pytest.mark.parametrize("refusal", refusals(), ids=lambda one: one.code)
def test_a_refusal_says_what_why_and_what_next_in_indonesian(refusal):
    with translation.override("en"):
        english = str(refusal.message)
    with translation.override("id"):
        indonesian = str(refusal.message)

    assert indonesian != english
    places = re.compile(r"%\((\w+)\)[sd]")
    assert sorted(places.findall(indonesian)) == sorted(places.findall(english))
    for said in (english, indonesian):
        parts = [part for part in re.split(r"[.;:!?](?:\s|$)", said) if part.strip()]
        assert len(parts) > 1, said
        assert said.rstrip()[-1] in ".!" or said.endswith(")s")


def _handlers():
    """Every place where a page catches a refusal: (path, function, handler)."""
    for path, tree in code_of_room():
        if not path.startswith(("views/", "viewsets.py")):
            continue
        for function in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
            for node in ast.walk(function):
                if isinstance(node, ast.ExceptHandler) and "MentoringError" in names_in(node.type):
                    yield path, function, node


def test_a_page_that_refuses_gives_back_the_form_with_what_was_typed():
    wrong, found = [], 0
    for path, function, handler in _handlers():
        found += 1
        said = names_in(handler)
        types = any(name.endswith("Form") for name in names_in(function))
        keeps_it = {*KEEPS, "_way_page"} if types and function.name not in NOTHING_TYPED else SAYS
        if not (handler.name and said & keeps_it):
            wrong.append(f"{path} {function.name}")

    assert wrong == []
    assert found > 25


def test_no_page_calls_a_verb_that_refuses_without_hearing_it():
    """A service that says "Raises" is called by a page inside a try, or its refusal would be a
    traceback."""
    refusing = {
        node.name
        for path, tree in code_of_room()
        if path.startswith("services/")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and "Raises" in (ast.get_docstring(node) or "")
    }
    unheard = []
    for path, tree in code_of_room():
        if not path.startswith("views/"):
            continue
        heard = {
            id(call)
            for block in ast.walk(tree)
            if isinstance(block, ast.Try)
            or (isinstance(block, ast.FunctionDef) and block.name in HEARD_ABOVE)
            for step in block.body
            for call in ast.walk(step)
        }
        unheard += [
            f"{path}:{call.lineno} {call.func.id}"
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in refusing
            and id(call) not in heard
        ]

    assert unheard == []
