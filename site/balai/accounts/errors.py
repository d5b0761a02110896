"""Refusals of accounts."""

from django.utils.translation import gettext_lazy as _

from balai.errors import SiteError


class NotYourAccountToChange(SiteError):
    code = "not_your_account_to_change"
    message = _(
        "Only an administrator of the same rank may change the account of %(name)s. "
        "Ask a chief administrator."
    )


class AccountIsClosed(SiteError):
    code = "account_is_closed"
    message = _("The account of %(name)s is switched off. Switch it on first, then make a link.")
