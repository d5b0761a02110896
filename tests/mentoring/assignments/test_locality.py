import pytest

from mentoring.assignments.locality import Spot, distance

TUTUL = "35.09.10.2003"


@pytest.mark.parametrize(
    ("code", "minutes", "is_local"),
    [
        (TUTUL, 10, True),
        ("35.09.10.2004", 25, True),
        ("35.09.11.2001", 60, True),
        ("35.10.01.2001", 180, False),
        ("52.01.02.2006", 480, False),
        # A code that only begins alike is another place.
        ("35.0", 180, False),
    ],
)
def test_without_map_points_the_official_code_says_how_far_it_is(code, minutes, is_local):
    far = distance(Spot(TUTUL), Spot(code))

    assert (far.kilometres, far.minutes, far.is_local(25)) == (None, minutes, is_local)


def test_map_points_win_over_codes():
    balung, banyumulek = Spot(TUTUL, -8.27, 113.53), Spot("35.09.10.2009", -8.62, 116.09)

    far = distance(balung, banyumulek)

    assert (round(far.kilometres), far.is_local(25)) == (284, False)


def test_the_same_point_is_no_kilometre_and_ten_minutes_away():
    far = distance(Spot(TUTUL, -8.27, 113.53), Spot(TUTUL, -8.27, 113.53))

    assert (far.kilometres, far.minutes) == (0, 10)


def test_half_a_point_is_none():
    assert distance(Spot(TUTUL, -8.27, None), Spot(TUTUL, -8.27, 113.53)).kilometres is None
