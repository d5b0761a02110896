from dataclasses import dataclass
from decimal import Decimal

from curriculum.frozen import plain, thawed


@dataclass(frozen=True)
class Shot:
    url: str
    width: int


@dataclass(frozen=True)
class Page:
    text: str
    shot: Shot | None
    hours: Decimal | None
    sources: tuple[tuple[str, str], ...] = ()
    more: tuple[Shot, ...] = ()


def test_plain_data_comes_back_with_addresses_for_paths():
    page = Page(
        "Kayu", Shot("a/b.webp", 3), Decimal("2.5"), (("a.opus", "audio"),), (Shot("c.webp", 1),)
    )

    assert thawed(Page, plain(page)) == Page(
        "Kayu",
        Shot("/media/a/b.webp", 3),
        Decimal("2.5"),
        (("/media/a.opus", "audio"),),
        (Shot("/media/c.webp", 1),),
    )


def test_files_may_be_read_elsewhere_than_at_their_address():
    page = Page("Kayu", Shot("a/b.webp", 3), None, (("a.opus", "audio"),))

    assert thawed(Page, plain(page), address=str.upper) == Page(
        "Kayu", Shot("A/B.WEBP", 3), None, (("A.OPUS", "audio"),)
    )


def test_fields_added_later_get_their_default_and_those_taken_away_are_passed_over():
    old = {"text": "Kayu", "shot": None, "hours": None, "gone": 1}

    assert thawed(Page, old) == Page("Kayu", None, None)
    assert thawed(Page, None) is None
