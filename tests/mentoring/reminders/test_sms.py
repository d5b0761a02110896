"""How long an SMS becomes, and what stands below it."""

import pytest

from mentoring.reminders.errors import MessageTooLong
from mentoring.reminders.kinds import kinds
from mentoring.reminders.reminders import _first_zones, _zone_of
from mentoring.reminders.services import make_reminders, send_reminders, write_text
from mentoring.reminders.sms_alphabet import folded, length_of, longest_for
from mentoring.reminders.wording import Words
from tests.mentoring.reminders.conftest import NOW, village

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "length", "longest"),
    [("Besok", 5, 612), ("Besok – \u201cya\u201d…", 15, 612), ("{a}", 5, 612), ("ꦧ", 1, 268)],
)
def test_an_sms_is_counted_in_its_own_alphabet(text, length, longest):
    said = folded(text)

    assert (length_of(said), longest_for(said)) == (length, longest)


def test_a_text_outside_the_alphabet_may_be_less_than_half_as_long(dewi):
    kind = kinds()["visit_comes"]
    fits = {"kind": kind, "language": "id", "written_by": dewi, "now": NOW}
    write_text(words=Words("Kunjungan", "a" * 300), **fits)

    with pytest.raises(MessageTooLong) as refused:
        write_text(words=Words("Kunjungan", "a" * 299 + "ꦧ"), **fits)
    assert "268" in str(refused.value)


def test_below_an_sms_stands_how_to_stop(ronce, gateway, settings):
    settings.MENTORING_SMS_GATEWAY |= {
        "ending": "Tidak mau lagi? Bilang ke pendamping – kapan saja."
    }
    make_reminders(now=NOW, only=["visit_comes"])

    send_reminders(now=NOW)

    ((body, _headers),) = gateway.asked
    assert body["text"].endswith("\nTidak mau lagi? Bilang ke pendamping - kapan saja.")


def test_the_zone_of_a_place_is_that_of_its_first_craft_centre(db, settings):
    east = village(sentra__time_zone="Asia/Jayapura").group.sentra
    zones = _first_zones()
    top = east.place_id.split(".")[0]

    assert _zone_of([top], zones) == _zone_of([east.place_id], zones) == "Asia/Jayapura"
    assert _zone_of(["00"], zones) == settings.TIME_ZONE
