import pytest

from mentoring.assignments.maps import HEIGHT, MARGIN, WIDTH, Pin, drawing


def pin(latitude, longitude, state="good", **more):
    return Pin(label="Sentra Contoh", latitude=latitude, longitude=longitude, state=state, **more)


def test_nothing_to_draw_is_no_map():
    assert drawing([]) is None


def test_one_dot_lies_in_the_middle():
    (dot,) = drawing([pin(-8.27, 113.53)]).dots

    assert (dot.x, dot.y) == (WIDTH / 2, HEIGHT / 2)


def test_north_is_up_and_east_is_right():
    north_east, south_west = drawing([pin(-8.2, 113.6), pin(-8.3, 113.5)]).dots

    assert north_east.x > south_west.x
    assert north_east.y < south_west.y


@pytest.mark.parametrize(
    "points",
    [
        [(-8.27, 113.53), (-8.62, 116.09)],
        [(5.9, 95.2), (-9.1, 141.0), (-2.5, 118.0)],
        [(-8.27, 113.53), (-8.27, 113.53)],
    ],
)
def test_every_dot_lies_inside(points):
    found = drawing([pin(*point) for point in points])

    for dot in found.dots:
        assert MARGIN - 1 <= dot.x <= WIDTH - MARGIN + 1
        assert MARGIN - 1 <= dot.y <= HEIGHT - MARGIN + 1
    assert 0 < found.scale_length <= WIDTH / 3


def test_what_is_grave_is_drawn_on_top():
    found = drawing([pin(-8.1, 113, "bad"), pin(-8.2, 113, "good"), pin(-8.3, 113, "warn")])

    assert [dot.pin.state for dot in found.dots] == ["good", "warn", "bad"]


def test_the_bar_is_as_long_as_it_says():
    found = drawing([pin(-8.0, 113.0), pin(-9.0, 113.0)])
    north, south = found.dots

    per_kilometre = (south.y - north.y) / 111.2
    assert found.scale_length == pytest.approx(found.scale_kilometres * per_kilometre, rel=0.01)
