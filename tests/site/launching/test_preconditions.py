import socket
from pathlib import Path

import pytest

from launching.errors import Trouble
from launching.preconditions import chosen_port, require_free_port, require_writable


@pytest.mark.parametrize("text", ["0", "65536", "delapan", "-1", "80 80"])
def test_a_port_that_is_none_is_refused_by_name(monkeypatch, text):
    monkeypatch.setenv("PORT", text)

    with pytest.raises(Trouble, match=f"PORT={text} is no port"):
        chosen_port()


def test_without_a_word_the_port_is_8000(monkeypatch):
    monkeypatch.delenv("PORT", raising=False)

    assert chosen_port() == 8000


def test_a_busy_port_is_refused_with_another_one_to_try():
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]

        with pytest.raises(Trouble, match=f"Port {port} is taken.* `make run PORT={port + 1}`"):
            require_free_port("127.0.0.1", port)


def test_a_folder_is_made_and_proved_writable(tmp_path):
    require_writable(tmp_path / "var" / "deep")

    assert list((tmp_path / "var" / "deep").iterdir()) == []


def test_a_folder_nobody_can_write_in_is_refused_with_what_to_do(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(Trouble, match=r"Cannot write in .* PENDAMPING_VAR"):
        require_writable(tmp_path / "file" / "var")


def test_a_read_only_disk_is_refused_even_for_root():
    # The kernel's own view of the system: nobody makes folders there.
    with pytest.raises(Trouble, match="Cannot write in /proc/pendamping"):
        require_writable(Path("/proc/pendamping"))
