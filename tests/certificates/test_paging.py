import pytest

from certificates.paging import page_of


@pytest.mark.parametrize("typed", [None, "", "x", "-1", "0", "²", "9" * 5000])
def test_what_is_no_number_of_a_page_shows_the_first(typed):
    assert page_of([1, 2], typed).number == 1


def test_a_page_behind_the_end_is_empty():
    page = page_of([1, 2], "9" * 18)

    assert (list(page), page.has_next) == ([], False)
