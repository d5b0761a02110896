"""What wagtail-localize does with each field; without it there is nothing to say.

A code and an address are the same in every language, so that links and printed cards go
on working. What is said of a change belongs to one page alone. Everything else follows
wagtail-localize: words are translated, the rest is taken over from the first language,
and a picture or a sound may be exchanged.
"""

from typing import Any

try:
    from wagtail_localize.fields import BaseTranslatableField as OwnField
    from wagtail_localize.fields import SynchronizedField
except ImportError:  # optional: a site whose lessons have one language
    MODULE_FIELDS: list[Any] = []
    LESSON_FIELDS: list[Any] = []
    INDEX_FIELDS: list[Any] = []
else:
    _OF_ONE_CHANGE = [OwnField("change_kind"), OwnField("change_note")]
    LESSON_FIELDS = [SynchronizedField("slug", overridable=False), *_OF_ONE_CHANGE]
    MODULE_FIELDS = [
        *LESSON_FIELDS,
        SynchronizedField("code", overridable=False),
        SynchronizedField("units", overridable=False),
    ]
    INDEX_FIELDS = [OwnField("slug")]
