"""The texts of the modules beside the rooms, so that a catalogue carries them.

`mentoring/` itself is no app and has no catalogue; that of the first room serves.
A test holds this list equal to what those modules say.
"""

from django.utils.translation import gettext_noop as _

SHARED_STRINGS = (
    _("This cannot be done now. Ask your coordinator."),
    _("This file is not a photo we can read. Choose a JPEG, PNG or WebP picture."),
    _("This file is not a recording we know. Record it again with your phone."),
    _("This photo is too large (at most %(megabytes)d MB). Choose a smaller one."),
    _(
        "This photo is too large to be opened (at most %(megapixels)d megapixels). "
        "Choose a smaller one."
    ),
    _("This recording is empty. Record it again."),
    _("This recording is too large (at most %(megabytes)d MB). Speak a little shorter."),
    _("from"),
    _("last day"),
    _("until, not included"),
    _("What the office has was changed in the meantime. Look at both sides again, then decide."),
)
