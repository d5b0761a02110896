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


class PlaceNameUnchanged(MentoringError):
    """facts: place."""

    code = "place_name_unchanged"
    message = _("%(place)s is called so already. Write the new name.")


class PlaceRenamedThatDay(MentoringError):
    """facts: place."""

    code = "place_renamed_that_day"
    message = _("A new name of %(place)s since that day is written down already. Check the day.")


class PlaceChangeTooEarly(MentoringError):
    """facts: place, valid_from."""

    code = "place_change_too_early"
    message = _("%(place)s is in use since %(valid_from)s only. Give a later day.")


class PlaceOfAnotherKind(MentoringError):
    """facts: place, new."""

    code = "place_of_another_kind"
    message = _(
        "%(place)s and %(new)s are not of one kind: a village becomes a village, "
        "a district a district. Choose another place."
    )


class ClustersOfOneName(MentoringError):
    """facts: new, names."""

    code = "clusters_of_one_name"
    message = _(
        "Both places have a business cluster of the same name: %(names)s. "
        "Rename one of them first, then %(new)s takes both."
    )


class PlaceAroundUnknown(MentoringError):
    """facts: parent_code."""

    code = "place_around_unknown"
    message = _("No place has the code %(parent_code)s. Add the place around it first.")


class NoPlacesInFile(MentoringError):
    code = "no_places_in_file"
    message = _(
        "No line of this file has a code and a name. The first line names the columns, "
        "for example: kode,nama."
    )


class PlaceFileUnreadable(MentoringError):
    code = "place_file_unreadable"
    message = _("This file is no text. Save the list as CSV and try again.")
