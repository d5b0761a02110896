import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from mentoring.assignments import conf
from mentoring.assignments.map_tiles import MOST_TILES, Bounds, tiles_for
from mentoring.assignments.maps import HEIGHT, MARGIN, WIDTH, Ground, Pin, drawing
from tests.factories.registry import CrafterGroupFactory, SentraFactory
from tests.markup import markup_errors


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


TILES = Ground("https://tiles.example.id/{z}/{x}/{y}.png", "© Contoh")


def test_without_a_site_that_says_so_no_tile_lies_beneath():
    assert drawing([pin(-8.27, 113.53)]).tiles == ()


@pytest.mark.parametrize(
    "points",
    [
        [(-8.27, 113.53)],
        [(-8.27, 113.53), (-8.62, 116.09)],
        [(5.9, 95.2), (-9.1, 141.0)],
    ],
)
def test_few_tiles_cover_the_whole_picture(points):
    tiles = drawing([pin(*point) for point in points], TILES).tiles

    assert 1 <= len(tiles) <= MOST_TILES
    assert min(tile.x for tile in tiles) <= 0
    assert max(tile.x + tile.width for tile in tiles) >= WIDTH
    assert min(tile.y for tile in tiles) <= 0
    assert max(tile.y + tile.height for tile in tiles) >= HEIGHT


def test_tiles_lie_where_the_map_puts_their_corners():
    """Zoom 15 over Tutul: a column is 360/2^15 degrees wide, Greenwich begins column 2^14."""
    bounds = Bounds(west=113.531, south=-8.271, east=113.532, north=-8.270)

    (tile,) = tiles_for(bounds, "{z}/{x}/{y}", lambda longitude, latitude: (longitude, -latitude))

    zoom, column, row = (int(part) for part in tile.url.split("/"))
    assert (zoom, column, row) == (15, 26717, 17139)
    assert tile.x <= bounds.west + 0.05 and tile.x + tile.width >= bounds.east - 0.05
    assert tile.y <= -bounds.north + 0.05 and tile.y + tile.height >= -bounds.south - 0.05


@pytest.mark.django_db
def test_the_page_shows_tiles_and_who_drew_them_only_where_configured(client, dewi, settings):
    sentra = SentraFactory(latitude="-8.27", longitude="113.53")
    CrafterGroupFactory(sentra=sentra)
    client.force_login(dewi)
    address = reverse("mentoring_assignments:area")

    plain = client.get(address)
    settings.MENTORING_MAP_TILES = {"url": TILES.pattern, "credit": TILES.credit}
    tiled = client.get(address)

    assert "<image" not in plain.text
    assert "https://tiles.example.id/15/" in tiled.text
    assert "© Contoh" in tiled.text
    assert markup_errors(tiled.text) == []


def test_an_address_without_places_for_numbers_is_refused_by_name(settings):
    settings.MENTORING_MAP_TILES = {"url": "https://tiles.example.id/"}

    with pytest.raises(ImproperlyConfigured, match="MENTORING_MAP_TILES"):
        conf.map_tiles()
