"""Make the films of the demo lessons: films/<name>.mp4 and films/<name>-large.mp4.

From `site/`:  python -m balai.demo.film
Each scene is a drawing of `pictures/` that the view slowly draws near to, as long as its
sentence is spoken. The voice is the one of `speak.py`. H.264 baseline and AAC, because old
phones play nothing else. Needs espeak-ng, rsvg-convert and ffmpeg.
"""

import io
import subprocess
import tempfile
import wave
from pathlib import Path

from balai.demo.draw import PICTURES, ffmpeg, run
from balai.demo.film_scenes import FILMS, SCENES, Scene
from balai.demo.speak import gain, speech_wave
from balai.demo.spoken import spoken

FRAMES = 5  # a second
PAUSE = 0.6  # seconds after each sentence
# Ending of the name -> width in pixels, and quality (a higher number is lighter).
SIZES = {"": (360, 36), "-large": (720, 34)}


def seconds_of(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as heard:
        return heard.getnframes() / heard.getframerate()


def make(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        parts = [_part(place, number, scene) for number, scene in enumerate(SCENES[name])]
        (place / "parts.txt").write_text("".join(f"file '{part}'\n" for part in parts))
        whole = place / "whole.mkv"
        ffmpeg("-f", "concat", "-safe", "0", "-i", place / "parts.txt", "-c", "copy", whole)
        for ending, (width, quality) in SIZES.items():
            _encode(whole, FILMS / f"{name}{ending}.mp4", width, quality)


def _part(place: Path, number: int, scene: Scene) -> Path:
    """One scene without loss: its drawing as long as its sentence."""
    sound = speech_wave((spoken(scene.sentence),))
    seconds = seconds_of(sound) + PAUSE
    voice, drawing, part = (place / f"{number}.{ending}" for ending in ("wav", "png", "mkv"))
    voice.write_bytes(sound)
    run("rsvg-convert", "-w", "1440", PICTURES / f"{scene.picture}.svg", "-o", drawing)
    frames = round(seconds * FRAMES)
    nearer = f"zoompan=z='1+0.06*on/{frames}':x='iw/2-iw/zoom/2':y='ih/2-ih/zoom/2'"
    ffmpeg(
        *("-i", drawing, "-i", voice),
        *("-vf", f"{nearer}:d={frames}:s=720x450:fps={FRAMES}"),
        *("-af", f"volume={gain(sound):.2f}dB,apad=whole_dur={seconds}"),
        *("-t", str(seconds), "-c:v", "ffv1", "-c:a", "pcm_s16le", part),
    )
    return part


def _encode(whole: Path, target: Path, width: int, quality: int) -> None:
    height = round(width * 450 / 720 / 2) * 2
    ffmpeg(
        *("-i", whole, "-vf", f"scale={width}:{height}:flags=lanczos,format=yuv420p"),
        *("-c:v", "libx264", "-profile:v", "baseline", "-preset", "veryslow"),
        *("-tune", "animation", "-crf", str(quality), "-g", "300"),
        *("-c:a", "aac", "-b:a", "16k", "-ac", "1", "-ar", "16000"),
        *("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact"),
        *("-flags:a", "+bitexact", "-movflags", "+faststart", target),
    )


def main() -> None:
    FILMS.mkdir(exist_ok=True)
    for name in SCENES:
        make(name)
        for ending in SIZES:
            file = FILMS / f"{name}{ending}.mp4"
            print(f"{file.name}: {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failed:
        raise SystemExit(f"{failed.cmd[0]} said: {failed.stderr.decode()}") from failed
