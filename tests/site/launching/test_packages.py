import os

import pytest

from launching import packages
from launching.errors import Trouble
from launching.packages import Need


def met():
    return True


def missing():
    return False


def test_nothing_is_said_when_nothing_is_missing(capsys):
    packages.require([Need("libpango-1.0-0", met)], "make run")

    assert capsys.readouterr().out == ""


def test_without_apt_the_missing_packages_are_named(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(Trouble, match=r"lacks libpango-1\.0-0 .* `make run` again"):
        packages.require([Need("libpango-1.0-0", missing)], "make run")


def test_without_root_and_sudo_the_line_to_type_is_given(monkeypatch, tmp_path):
    (tmp_path / "apt-get").write_text("#!/bin/sh\n")
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(Trouble) as refusal:
        packages.require([Need("chromium", missing)], "make test")

    assert str(refusal.value) == (
        "System packages are missing: as administrator type "
        "`sudo apt-get install -y --no-install-recommends chromium`, then `make test` again."
    )


def test_what_is_missing_is_installed_where_apt_works(monkeypatch, tmp_path):
    written = tmp_path / "written"
    (tmp_path / "env").symlink_to("/usr/bin/env")
    (tmp_path / "apt-get").write_text(f'#!/bin/sh\necho "$@" >> {written}\n')
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    packages.require([Need("qpdf", missing), Need("git", met)], "make test")

    assert written.read_text().splitlines() == [
        "-q update",
        "-q install -y --no-install-recommends qpdf",
    ]


def test_when_apt_fails_its_last_line_is_passed_on(monkeypatch, tmp_path):
    (tmp_path / "env").symlink_to("/usr/bin/env")
    (tmp_path / "apt-get").write_text('#!/bin/sh\necho "E: no space left"\nexit 100\n')
    (tmp_path / "apt-get").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(os, "geteuid", lambda: 0)

    with pytest.raises(Trouble, match="E: no space left"):
        packages.require([Need("qpdf", missing)], "make test")
