"""Who catches everything says what may fail and who is told, and leaves a line in the log."""

import ast
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent
BROAD = {"Exception", "BaseException"}
LOGS = {"debug", "info", "warning", "error", "critical", "exception"}
# System checks: the error they return is what `manage.py check` prints, and stops the start.
ANSWERS_OF_CHECKS = {"mentoring/field/checks.py", "mentoring/reminders/checks.py"}


def broad_handlers(source):
    """Every `except` of `source` that catches all: bare, alone or among others."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.walk(node.type) if node.type else [ast.Name("BaseException")]
            if BROAD & {each.id for each in caught if isinstance(each, ast.Name)}:
                yield node


def tells(handler):
    """Whether `handler` raises, or calls the logger."""
    return any(
        isinstance(node, ast.Raise)
        or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in LOGS
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "logger"
        )
        for node in ast.walk(handler)
    )


def is_explained(handler, source):
    lines = source.splitlines()[handler.lineno - 1 : handler.end_lineno]
    return any("#" in line for line in lines)


def silent_in(source):
    return [
        handler.lineno
        for handler in broad_handlers(source)
        if not (tells(handler) and is_explained(handler, source))
    ]


def test_whoever_catches_everything_logs_or_raises_and_says_why():
    found = {
        str(path.relative_to(CHECKOUT)): lines
        for plugin in ("certificates", "curriculum", "mentoring", "site")
        for path in (CHECKOUT / plugin).rglob("*.py")
        if (lines := silent_in(path.read_text(encoding="utf-8")))
    }

    assert {path: lines for path, lines in found.items() if path not in ANSWERS_OF_CHECKS} == {}


@pytest.mark.parametrize(
    ("body", "is_silent"),
    [
        ("except Exception:\n    pass  # why", True),
        ("except:\n    pass  # why", True),
        ("except (ValueError, Exception):\n    answer = None  # why", True),
        ("except Exception:\n    logger.exception('it broke')", True),
        ("except Exception:\n    # why\n    logger.exception('it broke')", False),
        ("except BaseException:  # why\n    raise", False),
        ("except ValueError:\n    pass", False),
    ],
)
def test_the_walk_tells_the_silent_ones(body, is_silent):
    assert bool(silent_in(f"try:\n    pass\n{body}\n")) is is_silent
