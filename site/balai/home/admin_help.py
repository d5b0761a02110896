"""What "Bantuan" says on a page of the Wagtail admin.

Plugins answer the hook `register_admin_help` with a function `(request) -> str | None`;
the first text given wins. Wagtail's own pages have theirs here.
"""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

# The longest beginning of the address wins.
_BY_ADDRESS = {
    "/admin/": _(
        "Choose a register or the lessons on the left. On a phone the menu opens at the top."
    ),
    "/admin/pages/": _(
        "A draft is seen by editors only. “Publish” shows it to everybody; "
        "older versions can be brought back."
    ),
    "/admin/images/": _("Use pictures you may use. Describe in one sentence what they show."),
    "/admin/documents/": _(
        "Documents put here can be downloaded by everybody who knows the address."
    ),
    "/admin/users/": _(
        "An account needs no password here: make a sign-in link from the three dots and pass it on."
    ),
    "/admin/groups/": _(
        "A role says what somebody may do. Where she may do it stands in the registers."
    ),
    "/admin/account/": _("Your own name, password and the look of this office."),
    "/admin/settings/home/organisation/": _(
        "Name, logo and colour stand on every page, in letters and on printed papers."
    ),
    "/admin/reports/": _("Who changed what and when. Nothing can be taken out of this list."),
}


def help_for(request: HttpRequest) -> str:
    """Return the help text for the page `request` asks for; never empty."""
    for answer in hooks.get_hooks("register_admin_help"):
        if text := answer(request):
            return str(text)
    fitting = [start for start in _BY_ADDRESS if request.path.startswith(start)]
    return str(_BY_ADDRESS[max(fitting, key=len, default="/admin/")])
