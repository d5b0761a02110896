"""Make uploaded and recorded sounds and films what phones play."""

from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction
from wagtail.log_actions import log

from curriculum import conf
from curriculum.audio import check_weight, require_whole, sound_facts
from curriculum.errors import SoundNeedsConverter
from curriculum.models import Sound
from curriculum.transcoding import (
    can_convert,
    container_of,
    film_without_traces,
    speech_of,
)
from curriculum.video import check_video_weight, mp4_seconds

# Sounds come heavier than they are kept: a phone's own recorder writes eight times as much.
COMES_HEAVIER = 10
PLAYED_AS_IT_IS = ("opus", "mp3", "m4a")


def fit_sound(*, file: File, is_live: bool = False) -> tuple[File, File | None]:
    """(`file` as it is kept, the MP3 beside it or None).

    Where the package "av" is installed: mono Opus at 16 kbit/s and MP3 at 32, without a
    word about where and with what it was recorded. Else as it came, if phones play it.
    is_live: straight from a browser's recorder, which says neither length nor end.
    Raises SoundEmpty, SoundTooHeavy, SoundUnknown, SoundCutOff, SoundNeedsConverter.
    """
    converts = can_convert()
    check_weight(file.size, conf.max_sound_bytes() * (COMES_HEAVIER if converts else 2))
    file.seek(0)
    kind = container_of(file.read(12))
    if not converts:
        return _as_it_came(file, kind), None
    require_whole(file, file.size, kind, is_marked=not is_live)  # type: ignore[arg-type]
    speech = speech_of(file, kind)
    stem = PurePosixPath(file.name or "suara").stem
    return (
        ContentFile(speech.opus, name=f"{stem}.opus"),
        ContentFile(speech.mp3, name=f"{stem}.mp3"),
    )


def _as_it_came(file: File, kind: str) -> File:
    if kind not in PLAYED_AS_IT_IS:
        raise SoundNeedsConverter()
    sound_facts(file, file.size)  # type: ignore[arg-type]
    file.seek(0)
    return file


def fit_film(*, file: File, limit: int) -> File:
    """`file` as it is kept: where "av" is installed, without place, time and phone.

    limit: bytes. Raises VideoEmpty, VideoTooHeavy, VideoNotMp4, VideoCutOff.
    """
    check_video_weight(file.size, limit)
    mp4_seconds(file, file.size)  # type: ignore[arg-type]
    file.seek(0)
    if not can_convert():
        return file
    return ContentFile(film_without_traces(file), name=PurePosixPath(file.name or "film.mp4").name)


def keep_recording(*, title: str, file: File, by: Any) -> Sound:
    """A new sound spoken by a person, from what a browser recorded.

    title: what is spoken, of any length. by: who recorded it; kept in the sound's history.
    Raises the refusals of `fit_sound` and ValidationError.
    """
    kept, fallback = fit_sound(file=file, is_live=True)
    sound = Sound(title=title[: Sound.TITLE_LENGTH], file=kept, is_machine_voice=False)
    if fallback is not None:
        sound.fallback_file = fallback
    sound.full_clean()
    with transaction.atomic():
        sound.save()
        log(instance=sound, action="wagtail.create", user=by)
    return sound
