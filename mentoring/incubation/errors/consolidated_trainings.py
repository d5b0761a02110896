"""Refusals about the consolidated training of a cycle."""

from django.utils.translation import gettext_lazy as _

from mentoring.incubation.errors import IncubationError


class NotYoursToLink(IncubationError):
    code = "not_yours_to_link"
    message = _(
        "Only coordinators and managers of “%(cycle)s” say which training consolidates it. Tell "
        "one of them."
    )


class TrainingNotAgreed(IncubationError):
    code = "training_not_agreed"
    message = _(
        "Nobody agreed to the training “%(run)s” yet. Let it be decided first, then link it."
    )


class TrainingBeforeCycle(IncubationError):
    code = "training_before_cycle"
    message = _(
        "The training “%(run)s” began before this cycle did, on %(day)s. Choose a training of its "
        "second year."
    )
