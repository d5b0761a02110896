"""Eight phones, two hundred sessions, a bad network and killed processes: nothing is lost.

`make soak` does the same with fifty phones and two thousand sessions.
"""

from datetime import date
from functools import partial

from tests.field_simulator.running import check, stage
from tests.field_simulator.simulation import simulate


def test_every_session_of_a_storm_is_there_once(live_site):
    figures = simulate(
        live_site,
        partial(stage, live_site),
        phones=8,
        sessions=200,
        seed=1,
        kills=6,
        today=date.today(),
    )
    check(figures)
    # A calm sea would prove nothing.
    assert figures.kills
    for trouble in ("never sent", "cut", "answer lost", "doubled", "late"):
        assert figures.troubles[trouble], trouble
