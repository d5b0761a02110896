"""HTML as a parser without mercy reads it."""

import html5lib


def markup_errors(html: str) -> list[tuple]:
    """What is wrong with a whole page: (position, code, details) of each; [] if nothing is."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    return parser.errors
