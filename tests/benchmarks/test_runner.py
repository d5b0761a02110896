"""The measuring itself works: lines, calibration, JSON. No time is ever asserted."""

import json

from tests.benchmarks import run
from tests.benchmarks.figures import Figure, Report
from tests.benchmarks.lines import field, hello
from tests.benchmarks.servers import Comparison, Servers, hello_server


def short(monkeypatch):
    monkeypatch.setenv("BENCH_SECONDS", "0.2")
    monkeypatch.setenv("BENCH_ROUNDS", "1")


def test_the_calibration_is_printed_line_by_line_and_kept_as_json(monkeypatch, tmp_path, capsys):
    short(monkeypatch)

    code = run.main(["hello"], tmp_path)

    rate, spread, file = capsys.readouterr().out.splitlines()
    assert code == 0
    assert rate.startswith("hello.per_s ")
    assert rate.endswith(" requests/s")
    assert spread == "hello.spread 1"
    kept = json.loads((tmp_path / file.rpartition("/")[2]).read_text())
    assert [figure["name"] for figure in kept] == ["hello.per_s", "hello.spread"]
    assert {tuple(figure) for figure in kept} == {("name", "value", "unit")}
    assert kept[0]["value"] > 0


def test_a_page_is_compared_with_hello_in_the_same_round(monkeypatch, tmp_path):
    short(monkeypatch)

    with hello_server(tmp_path) as url:
        found = Servers(url, url).compare("/")

    assert isinstance(found, Comparison)
    assert found.vs_hello == found.per_second / found.hello_per_second


def test_a_line_nobody_measures_is_said(tmp_path, capsys):
    assert run.main(["weather"], tmp_path) == 2

    assert "no line of that name" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_one_line_is_measured_without_the_others_of_its_module():
    assert run.measures("field", "field.single") == [field.measure_sending]
    assert run.measures("field", "field.first_pull") == [field.measure_province]
    assert run.measures("field", "field.first_pull.bytes") == [field.measure_province]
    assert run.measures("field", "field") == [field.measure]
    assert run.measures("hello", "hello.per_s") == [hello.measure]


def test_counts_stay_whole_and_times_are_rounded(capsys):
    report = Report()

    report.add("lesson.guest.queries", 0)
    report.add("lesson.slow.load_s", 1.23456, "s")
    report.add("lesson.guest.per_s", 1234.5678, "requests/s")

    assert report.figures == [
        Figure("lesson.guest.queries", 0, ""),
        Figure("lesson.slow.load_s", 1.23, "s"),
        Figure("lesson.guest.per_s", 1234.6, "requests/s"),
    ]
    assert capsys.readouterr().out == (
        "lesson.guest.queries 0\nlesson.slow.load_s 1.23 s\nlesson.guest.per_s 1234.6 requests/s\n"
    )
