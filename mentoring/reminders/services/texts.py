"""The words of messages, where a site changes them."""

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from mentoring.reminder_kinds import ReminderKind
from mentoring.reminders.errors import MessageTooLong, StrangeWords
from mentoring.reminders.models import MessageText
from mentoring.reminders.sms_alphabet import folded, length_of, longest_for
from mentoring.reminders.wording import Words, sample, strange_words


def write_text(
    *, kind: ReminderKind, language: str, words: Words, written_by: Any, now: datetime
) -> MessageText:
    """Use `words` for messages of `kind` in `language` from now on.

    Raises StrangeWords for what stands in braces and is no fact of the kind, MessageTooLong when
    the longest names would make more than four SMS of it.
    """
    strange = strange_words(kind, words.subject) | strange_words(kind, words.body)
    if strange or _has_loose_braces(words):
        known = ", ".join(f"{{{name}}}" for name in ("name", *kind.facts))
        found = ", ".join(sorted(f"{{{each}}}" for each in strange)) or "{"
        raise StrangeWords(strange=found, known=known)
    said = folded(sample(kind, words, language, longest=True).body)
    length, longest = length_of(said), longest_for(said)
    if length > longest:
        raise MessageTooLong(length=length, longest=longest)
    with transaction.atomic():
        text, _is_new = MessageText.objects.update_or_create(
            kind=kind.name,
            language=language,
            defaults={
                "subject": words.subject,
                "body": words.body,
                "changed_by": written_by,
                "changed_at": now,
            },
        )
        log(instance=text, action="mentoring.write_message_text", user=written_by)
    return text


def _has_loose_braces(words: Words) -> bool:
    return any(text.count("{") != text.count("}") for text in (words.subject, words.body))


@transaction.atomic
def forget_text(*, kind: ReminderKind, language: str, by: Any) -> bool:
    """Use the words of the kind again. Whether this site had others."""
    text = MessageText.objects.filter(kind=kind.name, language=language).first()
    if text is None:
        return False
    log(instance=text, action="mentoring.forget_message_text", user=by)
    text.delete()
    return True
