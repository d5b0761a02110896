"""What this room refuses."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class StrangeWords(MentoringError):
    code = "strange_words"
    message = _(
        "%(strange)s cannot be filled in this message. Use only %(known)s, each between braces."
    )


class MessageTooLong(MentoringError):
    code = "message_too_long"
    message = _(
        "With long names this text has %(length)d signs; at most %(longest)d are sent. Shorten it."
    )
