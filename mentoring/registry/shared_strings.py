"""The texts of the modules beside the rooms, so that a catalogue carries them.

`mentoring/` itself is no app and has no catalogue; that of the first room serves.
A test holds this list equal to what those modules say.
"""

from django.utils.translation import gettext_noop as _

SHARED_STRINGS = (
    _("This cannot be done now. Ask your coordinator."),
    _("from"),
    _("last day"),
    _("until, not included"),
)
