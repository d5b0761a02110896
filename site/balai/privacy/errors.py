"""Refusals of privacy."""

from django.utils.translation import gettext_lazy as _

from balai.errors import SiteError


class NoticedInTheFuture(SiteError):
    code = "noticed_in_the_future"
    message = _("A breach cannot be noticed in the future. Write when somebody first knew of it.")


class ToldBeforeNoticed(SiteError):
    code = "told_before_noticed"
    message = _("Nobody can be told before the breach was noticed (%(noticed)s). Look at the day.")


class ToldInTheFuture(SiteError):
    code = "told_in_the_future"
    message = _("Write down that somebody was told after it was done, not before.")


class BreachIsClosed(SiteError):
    code = "breach_is_closed"
    message = _("This breach is closed. Record what became known later as a new one.")


class NotEverybodyTold(SiteError):
    code = "not_everybody_told"
    message = _("Not told yet: %(missing)s. Tell them, or write why they need not be told.")


class HandlingMissing(SiteError):
    code = "handling_missing"
    message = _("Write what was done about the breach before you close it.")
