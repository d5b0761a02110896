"""Asking for pages in the site's own process: queries, bytes and processor time of each."""

import json
import statistics
import time
from typing import Any

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - after setup
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tests.benchmarks.inside import answer  # noqa: E402


def client_of(username: str) -> Client:
    """A browser in which `username` is signed in; "" is a guest."""
    client = Client(headers={"accept": "text/html", "accept-encoding": "gzip, br"})
    if username:
        client.force_login(get_user_model().objects.get(username=username))
    return client


def sign_in(username: str) -> str:
    """The key of a new session of `username`."""
    return str(client_of(username).cookies["sessionid"].value)


def count(path: str, username: str = "") -> dict[str, Any]:
    """Queries and bytes of `path` once everything that is kept lies in the cache."""
    client = client_of(username)
    for _number in range(2):
        _ask(client, path)
    with CaptureQueriesContext(connection) as asked:
        response = _ask(client, path)
    return {
        "queries": len(asked),
        "bytes": len(response.content),
        "sql": [query["sql"] for query in asked.captured_queries],
    }


def times(asked: str, repeats: str) -> dict[str, dict[str, float]]:
    """`asked`: JSON list of [name, path, username]. Answers name -> cpu_ms, queries.

    cpu_ms: median processor time of this process; SQLite works inside it, so a busy
    neighbour on the machine changes little.
    """
    found = {}
    for name, path, username in json.loads(asked):
        client = client_of(username)
        _ask(client, path)
        spent = []
        for _number in range(int(repeats)):
            started = time.process_time()
            _ask(client, path)
            spent.append((time.process_time() - started) * 1000)
        with CaptureQueriesContext(connection) as queries:
            _ask(client, path)
        found[name] = {"cpu_ms": statistics.median(spent), "queries": len(queries)}
    return found


def _ask(client: Client, path: str) -> Any:
    response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return response


if __name__ == "__main__":
    answer({"sign_in": sign_in, "count": count, "times": times})
