"""Refusals of the first run."""

from django.utils.translation import gettext_lazy as _

from balai.errors import SiteError


class AlreadyStarted(SiteError):
    code = "already_started"
    message = _("This site has an administrator already. Sign in, or ask her for a link.")


class WrongSetupCode(SiteError):
    code = "wrong_setup_code"
    message = _(
        "This is not the set-up code. It stands where the site was started, "
        "and `manage.py setup_code` prints it again."
    )


class TooManyCodes(SiteError):
    code = "too_many_codes"
    message = _("Too many wrong codes. Wait fifteen minutes, then try again.")
