"""The broker made of files, under several writers and readers at once."""

import threading
from queue import Empty

import pytest
from kombu import Connection

from balai import celery  # noqa: F401 - registers the transport
from balai.message_files import PRIVATE

TOGETHER, EACH = 4, 50


@pytest.fixture
def options(tmp_path):
    for folder in ("messages", "control"):
        (tmp_path / folder).mkdir()
    return {
        "data_folder_in": str(tmp_path / "messages"),
        "data_folder_out": str(tmp_path / "messages"),
        "control_folder": str(tmp_path / "control"),
    }


def queue(options, name="together"):
    # A name of its own for each test: kombu remembers bindings for the whole process.
    return Connection("files://localhost", transport_options=options).SimpleQueue(name)


def test_every_message_is_taken_once_by_readers_and_writers_at_the_same_time(options):
    taken, lock = [], threading.Lock()
    written = threading.Event()

    def write(writer):
        mine = queue(options)
        for number in range(EACH):
            mine.put(f"{writer}-{number}")

    def read():
        mine = queue(options)
        while True:
            was_written = written.is_set()
            try:
                message = mine.get(block=False)
            except Empty:
                if was_written:
                    return
                continue
            message.ack()
            with lock:
                taken.append(message.payload)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(TOGETHER)]
    readers = [threading.Thread(target=read) for _ in range(2)]
    for thread in writers + readers:
        thread.start()
    for thread in writers:
        thread.join()
    written.set()
    for thread in readers:
        thread.join()

    expected = [f"{writer}-{number}" for writer in range(TOGETHER) for number in range(EACH)]
    assert sorted(taken) == sorted(expected)


def test_an_unfinished_message_is_not_seen_and_a_broken_one_stops_nobody(options, tmp_path):
    work = queue(options, "work")
    (tmp_path / "messages" / f"{PRIVATE}0_x.work.msg").write_text("")
    (tmp_path / "messages" / "0_x.work.msg").write_text("")
    work.put("whole")

    assert work.get(block=False).payload == "whole"
    with pytest.raises(Empty):
        work.get(block=False)
