"""Refusals about the plan and the criteria of a cycle."""

from django.utils.translation import gettext_lazy as _

from mentoring.incubation.errors import IncubationError


class StageOutOfOrder(IncubationError):
    code = "stage_out_of_order"
    message = _(
        "“%(stage)s” stands between month %(least)s and month %(most)s of the plan. Write a month "
        "in between, or change the other stages first."
    )


class ThresholdOutOfRange(IncubationError):
    code = "threshold_out_of_range"
    message = _(
        "With this threshold the criterion cannot be read. Write one from %(least)s to %(most)s."
    )
