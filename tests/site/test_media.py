from pathlib import Path

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db  # the site asks whether it was set up

DATA = bytes(range(100))


@pytest.fixture(autouse=True)
def _file(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    (Path(tmp_path) / "suara.opus").write_bytes(DATA)


def asked(client, piece=None, name="suara.opus"):
    response = client.get(f"/media/{name}", headers={"Range": piece} if piece else {})
    body = b"".join(response) if response.streaming else response.content
    return response.status_code, body, response.headers.get("Content-Range")


def test_the_whole_file_says_that_pieces_may_be_asked_for(client):
    response = client.get("/media/suara.opus")

    assert response.headers["Accept-Ranges"] == "bytes"
    assert asked(client) == (200, DATA, None)


@pytest.mark.parametrize(
    ("piece", "first", "last"),
    [("bytes=0-1", 0, 1), ("bytes=90-", 90, 99), ("bytes=-10", 90, 99), ("bytes=50-999", 50, 99)],
)
def test_a_piece_is_answered_alone(client, piece, first, last):
    assert asked(client, piece) == (206, DATA[first : last + 1], f"bytes {first}-{last}/100")


def test_a_piece_longer_than_any_file_ends_with_the_file(client):
    assert asked(client, f"bytes=90-{'9' * 18}") == (206, DATA[90:], "bytes 90-99/100")


def test_a_piece_behind_the_end_does_not_exist(client):
    assert asked(client, "bytes=100-") == (416, b"", "bytes */100")


@pytest.mark.parametrize(
    "piece",
    [
        "bytes=-",
        "bytes=0-1,5-6",
        "lines=1-2",
        "bytes=x-y",
        f"bytes=0-{'9' * 5000}",
        f"bytes={'9' * 5000}-",
        f"bytes=-{'9' * 19}",
    ],
)
def test_a_range_we_do_not_know_is_answered_with_the_whole(client, piece):
    assert asked(client, piece) == (200, DATA, None)


def test_a_file_that_is_not_there_is_not_found(client):
    assert client.get("/media/lain.opus", headers={"Range": "bytes=0-1"}).status_code == 404


@pytest.mark.parametrize("name", ["../rahasia", "%2e%2e/rahasia", "..%2frahasia"])
def test_nothing_outside_the_folder_is_handed_out(client, name):
    (Path(settings.MEDIA_ROOT).parent / "rahasia").write_text("x")

    assert client.get(f"/media/{name}").status_code == 400
