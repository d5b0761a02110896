"""What a browser recorded becomes a card's sound, for those who may add sounds."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import ModelLogEntry

from curriculum import transcoding
from curriculum.models import Sound
from tests.factories.accounts import UserFactory
from tests.factories.recordings import recording

pytestmark = pytest.mark.django_db


def send(client, content=None, title="Pilih kayu yang kering.", name="rekaman.webm"):
    file = SimpleUploadedFile(name, recording("webm") if content is None else content)
    return client.post(reverse("curriculum_sound_chooser:record"), {"title": title, "file": file})


@pytest.fixture
def author(client):
    user = UserFactory(roles=["author"])
    client.force_login(user)
    return user


def test_a_recording_becomes_a_persons_sound_named_after_the_cards_words(client, author):
    answer = send(client)

    kept = Sound.objects.get()
    assert (kept.title, kept.is_machine_voice) == ("Pilih kayu yang kering.", False)
    assert (kept.file.name[-5:], kept.fallback_file.name[-4:]) == (".opus", ".mp3")
    assert answer.json() == {
        "id": str(kept.pk),
        "title": "Pilih kayu yang kering.",
        "edit_url": reverse("curriculum_sounds:edit", args=[kept.pk]),
    }
    assert ModelLogEntry.objects.for_instance(kept).get().user == author


def unmarked(ogg: bytes) -> bytes:
    """Without the mark of its last page."""
    at = ogg.rindex(b"OggS") + 5
    return ogg[:at] + bytes([ogg[at] & ~4]) + ogg[at + 1 :]


@pytest.mark.parametrize(
    "content",
    [recording("webm"), recording("opus"), unmarked(recording("opus")), recording("live m4a")],
    ids=["Chrome", "Firefox", "Firefox that stopped at once", "Safari"],
)
def test_every_browser_is_heard(content, client, author):
    answer = send(client, content)

    assert answer.status_code == 200
    assert Sound.objects.get().seconds in (2, 3)


def test_long_words_are_cut_and_no_words_have_a_name(client, author):
    send(client, title="kayu " * 60)
    send(client, title=" ")

    assert [len(kept.title) for kept in Sound.objects.order_by("pk")] == [120, len("Rekaman")]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "sound_empty"), (b"PK\x03\x04zip", "sound_unknown"), (b"\x1a\x45\xdf\xa3", None)],
)
def test_what_is_no_sound_is_refused_in_a_sentence(content, code, client, author):
    answer = send(client, content)

    assert answer.status_code == 400
    assert answer.json()["code"] in {code or "sound_unknown"}
    assert answer.json()["sentence"].endswith(".")
    assert not Sound.objects.exists()


def test_a_lost_recording_is_asked_for_again(client, author):
    answer = client.post(reverse("curriculum_sound_chooser:record"), {"title": "x"})

    assert (answer.status_code, answer.json()["code"]) == (400, "recording_missing")


def test_without_the_converter_it_says_so(client, author, monkeypatch):
    monkeypatch.setattr(transcoding, "find_spec", lambda name: None)

    answer = send(client)

    assert answer.json()["code"] == "sound_needs_converter"
    assert "“av”" in answer.json()["sentence"]


@pytest.mark.parametrize(("role", "status"), [("author", 200), ("auditor", 403)])
def test_it_is_told_before_recording_whether_one_may(role, status, client):
    client.force_login(UserFactory(roles=[role]))

    answer = client.get(reverse("curriculum_sound_chooser:record"))

    assert answer.status_code == status
    if status == 403:
        assert "menambah suara" in answer.json()["sentence"]


def test_who_may_not_add_sounds_stores_none(client):
    client.force_login(UserFactory(roles=["auditor"]))

    assert send(client).status_code == 403
    assert not Sound.objects.exists()


def test_who_is_not_signed_in_is_sent_to_sign_in(client):
    assert send(client).status_code == 302
    assert not Sound.objects.exists()
