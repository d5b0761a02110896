import os
import sys
import time

from launching.processes import Child, Supervisor

DEADLINE = 60


def sleeper(tmp_path, code="import time; time.sleep(600)", name="sleeper", **more):
    return Child(name, [sys.executable, "-c", code], os.environ, tmp_path / "child.log", **more)


def wait_for(condition):
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def has_ended(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_stopping_ends_also_what_the_child_started(tmp_path):
    grandchild = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    child = sleeper(tmp_path, grandchild)
    child.start()
    wait_for(lambda: child.log.read_text().strip())

    child.stop()

    assert not child.is_running
    wait_for(lambda: has_ended(int(child.log.read_text())))


def test_a_child_that_will_not_listen_is_ended_by_force(tmp_path):
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('x', flush=True)\n"
    child = sleeper(tmp_path, f"{deaf}time.sleep(600)", patience=0.2)
    child.start()
    wait_for(lambda: child.log.read_text().strip())

    child.stop()

    assert child.process.returncode == -9


def test_a_child_that_dies_is_started_again(tmp_path, capsys):
    child = sleeper(tmp_path)
    supervisor = Supervisor()
    supervisor.add(child)
    first = child.pid
    os.kill(first, 9)

    try:
        end = time.monotonic() + DEADLINE
        supervisor.watch(
            0.02,
            until=lambda: (child.is_running and child.pid != first) or time.monotonic() > end,
        )

        assert child.is_running
        assert child.pid != first
        assert "The sleeper ended (code -9); starting it again in 1 s." in capsys.readouterr().out
    finally:
        supervisor.stop()


def test_servers_end_after_the_parts_that_use_them(tmp_path):
    order = tmp_path / "order"
    code = (
        "import pathlib, signal, sys, time\n"
        "def end(*_):\n"
        f"    with open({str(order)!r}, 'a') as file: file.write(sys.argv[1])\n"
        "    sys.exit()\n"
        "signal.signal(15, end)\n"
        "print('ready', flush=True)\n"
        "time.sleep(600)\n"
    )
    server, part = (
        Child(
            name,
            [sys.executable, "-c", code, name],
            os.environ,
            tmp_path / f"{name}.log",
            is_server=name == "S",
        )
        for name in "SP"
    )
    supervisor = Supervisor()
    supervisor.add(server)
    supervisor.add(part)
    wait_for(lambda: all("ready" in child.log.read_text() for child in (server, part)))

    supervisor.stop()

    assert order.read_text() == "PS"
    assert supervisor.children == []
