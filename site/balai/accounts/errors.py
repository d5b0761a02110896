"""Refusals of accounts."""

from django.utils.translation import gettext_lazy as _

from balai.errors import SiteError


class NotYourAccountToChange(SiteError):
    code = "not_your_account_to_change"
    message = _(
        "Only an administrator of the same rank may change the account of %(name)s. "
        "Ask a chief administrator."
    )


class NotYourOwnSecondFactor(SiteError):
    code = "not_your_own_second_factor"
    message = _(
        "You cannot remove your own second factor here. Open “My account”, "
        "or ask another administrator."
    )


class AccountIsClosed(SiteError):
    code = "account_is_closed"
    message = _("The account of %(name)s is switched off. Switch it on first, then make a link.")


class CardOrPinWrong(SiteError):
    code = "card_or_pin_wrong"
    message = _("Card and PIN do not belong together. Look at both, then try again.")


class CardReplaced(SiteError):
    code = "card_replaced"
    message = _("This card no longer works. Use the new one, or ask your facilitator for one.")


class CardHolderLockedOut(SiteError):
    code = "card_holder_locked_out"
    message = _("This account is switched off, or needs a password. Ask an administrator.")


class NoCardInUse(SiteError):
    code = "no_card_in_use"
    message = _("%(name)s has no card that works now. There is nothing to switch off.")


class NoCardForThisAccount(SiteError):
    code = "no_card_for_this_account"
    message = _(
        "%(name)s has a role with a password, or a closed account, and signs in without a card. "
        "Ask an administrator for a sign-in link instead."
    )


class PinTooEasy(SiteError):
    code = "pin_too_easy"
    message = _("Others guess this PIN at once. Choose six other digits.")


class PinNotSixDigits(SiteError):
    code = "pin_not_six_digits"
    message = _("A PIN is six digits. Type six digits, or leave it empty to get one.")
