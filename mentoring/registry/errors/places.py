"""Why a change of a place, or a list of places, is refused."""

from django.utils.translation import gettext_lazy as _

from mentoring.errors import MentoringError


class PlaceChangedAlready(MentoringError):
    """facts: place."""

    code = "place_changed_already"
    message = _("%(place)s is no longer in use. Say what became of the place it turned into.")


class PlaceIntoItself(MentoringError):
    """facts: place."""

    code = "place_into_itself"
    message = _("%(place)s cannot become itself. Choose the new place.")


class NoPlacesInFile(MentoringError):
    code = "no_places_in_file"
    message = _(
        "No line of this file has a code and a name. The first line names the columns, "
        "for example: kode,nama."
    )


class PlaceFileUnreadable(MentoringError):
    code = "place_file_unreadable"
    message = _("This file is no text. Save the list as CSV and try again.")
