import pytest
from django.core.exceptions import ValidationError

from balai.home.colours import NIGHT_CARD, by_night, contrast, is_readable
from balai.home.models import Organisation


def test_contrast_of_black_and_white_is_the_largest_there_is():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert contrast("#777777", "#777777") == 1.0


@pytest.mark.parametrize(
    ("colour", "readable"), [("#7a3e12", True), ("#14602f", True), ("#f2b66d", False)]
)
def test_a_colour_must_be_readable_with_white_and_on_cream(colour, readable):
    assert is_readable(colour) is readable


@pytest.mark.parametrize("colour", ["#7a3e12", "#000000", "#14306b"])
def test_at_night_the_colour_is_light_enough(colour):
    assert contrast(by_night(colour), NIGHT_CARD) >= 4.5


@pytest.mark.parametrize("colour", ["#f2b66d", "#ffffff"])
def test_the_setting_refuses_a_colour_that_is_too_light(colour):
    with pytest.raises(ValidationError) as refusal:
        Organisation(colour=colour).clean()

    assert [error.code for error in refusal.value.error_dict["colour"]] == ["colour_contrast"]


@pytest.mark.parametrize("colour", ["red", "#12", "#12345g"])
def test_the_setting_refuses_what_is_no_colour(colour):
    with pytest.raises(ValidationError):
        Organisation(name="Balai", colour=colour).full_clean()


@pytest.mark.django_db
def test_another_colour_comes_by_a_stylesheet_browsers_keep(client):
    organisation = Organisation.load()
    assert "/gaya/" not in client.get("/").text

    organisation.colour = "#14306B"
    organisation.save()
    assert '<link rel="stylesheet" href="/gaya/14306b.css">' in client.get("/").text

    sheet = client.get("/gaya/14306b.css")
    assert "--main:#14306b" in sheet.text
    assert "immutable" in sheet.headers["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["ffffff", "12", "}body{x", "7A3E12"])
def test_no_other_text_becomes_a_stylesheet(client, name):
    assert client.get(f"/gaya/{name}.css").status_code == 404
