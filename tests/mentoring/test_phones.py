import pytest

from mentoring.phones import e164


@pytest.mark.parametrize(
    "text", ["081234567890", "0812-3456-7890", "62812 3456 7890", "+62 812 3456 7890"]
)
def test_a_number_is_read_as_people_write_it(text):
    assert e164(text) == "+6281234567890"


def test_no_number_stays_no_number():
    assert e164("  ") == ""


@pytest.mark.parametrize("text", ["apa", "08", "+62"])
def test_what_cannot_be_a_number_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        e164(text)
