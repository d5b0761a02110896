"""What a recording really is, whatever it is called."""

import io

import pytest

from mentoring.errors import VoiceEmpty, VoiceTooLarge, VoiceUnreadable
from mentoring.voices import kind_of, read_voice
from tests.factories.asking import film, m4a
from tests.factories.curriculum import MP3, mp4_box, opus

WEBM = b"\x1a\x45\xdf\xa3" + bytes(8) + b"webm" + bytes(20) + b"A_OPUS"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (opus(), "audio/ogg"),
        (m4a(), "audio/mp4"),
        (mp4_box(b"ftyp", b"3gp4\0\0\0\0"), "audio/3gpp"),
        (WEBM, "audio/webm"),
        (MP3, "audio/mpeg"),
        (b"\xff\xfb\x90\x00" + bytes(20), "audio/mpeg"),
        (b"\xff\xf1\x50\x80" + bytes(20), "audio/aac"),
        (b"#!AMR\n" + bytes(20), "audio/amr"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
        (film(), None),
        (WEBM.replace(b"A_OPUS", b"V_VP8 "), None),
        (b"OggS" + bytes(300), None),
        (b"<svg onload=alert(1)>", None),
        (b"<!doctype html><script>", None),
        (b"PK\x03\x04" + bytes(20), None),
        (b"\xff", None),
    ],
)
def test_a_file_is_told_by_what_is_in_it(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"", VoiceEmpty), (opus() + bytes(900), VoiceTooLarge), (b"halo", VoiceUnreadable)],
)
def test_what_is_no_recording_is_refused(content, refusal):
    with pytest.raises(refusal):
        read_voice(io.BytesIO(content), max_bytes=500)
