"""Refusals about places of the incubator and the groups in them."""

from django.utils.translation import gettext_lazy as _

from mentoring.incubation.errors import IncubationError


class NotYoursToSettle(IncubationError):
    code = "not_yours_to_settle"
    message = _(
        "Only a coordinator of this place says which groups work in the incubator. Tell the "
        "coordinator."
    )


class IncubatorPlaceNameTaken(IncubationError):
    code = "incubator_place_name_taken"
    message = _("%(place)s already has a place called “%(name)s”. Choose another name.")


class IncubatorPlaceNotInUse(IncubationError):
    code = "incubator_place_not_in_use"
    message = _(
        "“%(name)s” is not in use during the whole of this time. Choose other days or another "
        "place."
    )


class IncubatorPlaceFull(IncubationError):
    code = "incubator_place_full"
    message = _(
        "“%(name)s” holds %(capacity)d groups at the same time, and is full on %(day)s "
        "(%(groups)s). Choose other days or another place."
    )


class IncubatorPlaceTooFar(IncubationError):
    code = "incubator_place_too_far"
    message = _(
        "“%(name)s” is for groups of %(place)s, and “%(group)s” does not lie there. Choose a place "
        "nearer to the group."
    )


class TenanciesOverlap(IncubationError):
    code = "tenancies_overlap"
    message = _(
        "“%(group)s” has another tenancy from %(starts)s on. End it first, or choose days that do "
        "not touch it."
    )


class TenancyEndsBeforeItStarts(IncubationError):
    code = "tenancy_ends_before_it_starts"
    message = _("The last day (%(last)s) is before the first day (%(first)s). Correct the days.")


class CapacityBelowUse(IncubationError):
    code = "capacity_below_use"
    message = _(
        "%(count)d groups work in “%(name)s” at the same time now or later, so it cannot be made "
        "smaller than that. End the time of some of them first, or write a larger number."
    )


class IncubatorPlaceStillUsed(IncubationError):
    code = "incubator_place_still_used"
    message = _(
        "%(groups)s still work in “%(name)s” after that day. End their time there first, or choose "
        "a later day."
    )


class TenancyEndsAlready(IncubationError):
    code = "tenancy_ends_already"
    message = _("“%(group)s” leaves on %(last)s already. Choose an earlier day.")
