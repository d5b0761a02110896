"""Speak the help of crafters' pages with the voice of the demo lessons.

`make speech`, or from `site/`:  python -m balai.home.speak_help
`spoken_help.json` keeps what was said; only what differs from it is spoken again, and
recordings nobody asks for are removed. Needs espeak-ng and ffmpeg.
"""

import json

from balai.demo.speak import Utterance, is_current, speak
from balai.demo.spoken import sentences, spoken
from balai.home.spoken_help import INDEX, SOUNDS, SpokenHelp, spoken_help


def utterance(page: SpokenHelp) -> Utterance:
    return Utterance(page.name, tuple(spoken(sentence) for sentence in sentences(page.text)))


def main() -> None:
    SOUNDS.mkdir(exist_ok=True)
    index = json.loads(INDEX.read_text()) if INDEX.exists() else {}
    pages = {page.name: page for page in spoken_help().values()}
    said = {}
    for name, page in sorted(pages.items()):
        words = utterance(page)
        is_known = is_current(words, index, SOUNDS)
        said[name] = index[name] if is_known else {**speak(words, SOUNDS), "text": page.text}
    for file in SOUNDS.iterdir():
        if file.stem not in pages:
            file.unlink()
    INDEX.write_text(json.dumps(said, indent=1, sort_keys=True, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
