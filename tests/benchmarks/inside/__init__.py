"""What runs inside a measured site's environment: staging it, and measuring in its process.

Each module is a small program: `python -m tests.benchmarks.inside.<module> VERB words…`.
"""

import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from django.test.utils import CaptureQueriesContext


def answer(verbs: Mapping[str, Callable[..., Any]]) -> None:
    """Do what the command line says and print the result as one line of JSON."""
    verb, *words = sys.argv[1:]
    sys.stdout.write(json.dumps(verbs[verb](*words)) + "\n")


def reads_and_writes(asked: CaptureQueriesContext) -> int:
    """How often the database was asked, without the marks around transactions."""
    marks = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not each["sql"].startswith(marks) for each in asked.captured_queries)
