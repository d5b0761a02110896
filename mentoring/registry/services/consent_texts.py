"""The words with which people are asked: the newest, those that come along, and new ones."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from wagtail.log_actions import log

from mentoring.registry.consent_texts import CONSENT_TEXTS, EARLIER_TEXTS
from mentoring.registry.errors import NoConsentText, WordsInIndonesianFirst, WordsUnchanged
from mentoring.registry.models import ConsentPurpose, ConsentText


def newest_text(*, purpose: str, language: str) -> ConsentText:
    """The newest words for `purpose`, in `language` if there are any, else in Indonesian."""
    texts = list(ConsentText.objects.filter(purpose=purpose, language__in={language, "id"}))
    if not texts:
        raise NoConsentText(purpose=ConsentPurpose(purpose).label)
    return max(texts, key=lambda text: (text.version, text.language == language))


def load_consent_texts(*, using: str = "default") -> None:
    """Keep the words that come with the plugin where a purpose has none; safe to run again.

    Where the newest words are those that came along before, the present ones follow as the
    next version; words a programme wrote stay.
    """
    texts = ConsentText.objects.using(using)
    there = set(texts.values_list("purpose", "language").order_by().distinct())
    texts.bulk_create(
        ConsentText(purpose=purpose, version=1, language=language, text=text)
        for (purpose, language), text in CONSENT_TEXTS.items()
        if (str(purpose), language) not in there
    )
    for purpose in sorted({purpose for purpose, _language in EARLIER_TEXTS}):
        version = texts.filter(purpose=purpose).aggregate(newest=Max("version"))["newest"]
        standing = dict(
            texts.filter(purpose=purpose, version=version).values_list("language", "text")
        )
        if standing == _of(purpose, EARLIER_TEXTS):
            texts.bulk_create(
                ConsentText(purpose=purpose, version=version + 1, language=language, text=text)
                for language, text in _of(purpose, CONSENT_TEXTS).items()
            )


def _of(purpose: str, texts: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """Language -> words of `purpose` among `texts`."""
    return {language: text for (whose, language), text in texts.items() if whose == purpose}


@transaction.atomic
def write_consent_text(
    *, purpose: str, words: Mapping[str, str], written_by: Any
) -> list[ConsentText]:
    """Keep `words` ({"id": ..., "en": ...}) as the next version of `purpose`.

    Earlier versions stay as they were, and so does every yes that was said to them; who is
    asked from now on reads these. A language without words falls back to Indonesian.
    Raises WordsInIndonesianFirst, WordsUnchanged.
    """
    said = {language: text.strip() for language, text in words.items() if text.strip()}
    if "id" not in said:
        raise WordsInIndonesianFirst()
    earlier = ConsentText.objects.filter(purpose=purpose)
    # By itself: an aggregate locks nothing, and whoever waited for the lock is not shown rows
    # that came while she did.
    list(earlier.select_for_update().values_list("pk"))
    version = earlier.aggregate(newest=Max("version"))["newest"] or 0
    standing = earlier.filter(version=version)
    if said == dict(standing.order_by().values_list("language", "text")):
        raise WordsUnchanged(purpose=ConsentPurpose(purpose).label, version=version)
    written = [
        ConsentText.objects.create(
            purpose=purpose, version=version + 1, language=language, text=text
        )
        for language, text in sorted(said.items(), key=lambda one: one[0] != "id")
    ]
    for text in written:
        log(instance=text, action="wagtail.create", user=written_by)
    return written
