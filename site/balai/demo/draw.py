"""Draw the pictures of the demo lessons: pictures/<name>.svg and the WebP that pages show.

`make pictures`, or from `site/`:  python -m balai.demo.draw [NAME ...] [--sheet FOLDER]
Without names every drawing is made; one whose SVG is unchanged is not rendered again. `--sheet`
also lays them out, twelve to a page, as PNG files in FOLDER for looking through. Needs rsvg-convert
and ffmpeg.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

from balai.demo.drawing import scenes  # noqa: F401 -- importing registers the drawings
from balai.demo.drawing.canvas import document
from balai.demo.drawing.registry import SCENES

PICTURES = Path(__file__).parent / "pictures"
WEBP_WIDTH = 640
MOST_BYTES = 25_000  # a page shows several, and data is prepaid
QUALITIES = ("82", "70", "55", "40")


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def ffmpeg(*arguments: str | Path) -> None:
    run("ffmpeg", "-y", "-loglevel", "error", *arguments)


def render(svg: Path, webp: Path) -> None:
    """Write `svg` as a WebP 640 pixels wide, as fine as MOST_BYTES allows."""
    with tempfile.TemporaryDirectory() as folder:
        png = Path(folder) / "drawing.png"
        run("rsvg-convert", "-w", str(WEBP_WIDTH), svg, "-o", png)
        for quality in QUALITIES:
            ffmpeg(
                "-i", png, "-c:v", "libwebp", "-quality", quality, "-compression_level", "6", webp
            )
            if webp.stat().st_size <= MOST_BYTES:
                return
    raise ValueError(f"{webp.name} is heavier than {MOST_BYTES} bytes: draw it with fewer shapes.")


def draw(name: str) -> bool:
    """Bring one drawing up to date; True if it had changed."""
    scene = SCENES[name]
    svg, webp = PICTURES / f"{name}.svg", PICTURES / f"{name}.webp"
    text = document(scene.draw(), scene.alt)
    if webp.exists() and svg.exists() and svg.read_text(encoding="utf-8") == text:
        return False
    svg.write_text(text, encoding="utf-8")
    render(svg, webp)
    return True


def contact_sheets(names: list[str], folder: Path) -> None:
    """Twelve drawings to a PNG page, in the order of `names`."""
    folder.mkdir(parents=True, exist_ok=True)
    for page, start in enumerate(range(0, len(names), 12), 1):
        listing = folder / "page.txt"
        shown = names[start : start + 12]
        listing.write_text(
            "".join(f"file '{(PICTURES / name).resolve()}.webp'\nduration 1\n" for name in shown)
        )
        grid = ("-vf", "scale=480:-1,tile=3x4:padding=8:color=gray", "-frames:v", "1")
        page_file = folder / f"sheet-{page:02}.png"
        ffmpeg("-f", "concat", "-safe", "0", "-i", listing, *grid, page_file)


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the pictures of the demo lessons.")
    parser.add_argument("names", nargs="*", help="drawings to make; all if none is named")
    parser.add_argument("--sheet", type=Path, help="folder for contact sheets")
    options = parser.parse_args()
    names = options.names or list(SCENES)
    PICTURES.mkdir(exist_ok=True)
    changed = [name for name in names if draw(name)]
    print(f"{len(changed)} of {len(names)} drawings were new or changed.")
    if options.sheet:
        contact_sheets(names, options.sheet)


if __name__ == "__main__":
    main()
