"""The steps of the first run, in order; a plugin that is not installed drops its own."""

from django.apps import apps
from django.utils.module_loading import import_string

from balai.first_run.steps.step import Made, Step, StepRefused

__all__ = ["Made", "Step", "StepRefused", "steps"]

# What a step needs installed -> the step. The first one, the administrator, is no
# such step: it comes before anybody is signed in.
_STEPS = (
    ("balai.home", "balai.first_run.steps.organisation.OrganisationStep"),
    ("certificates", "balai.first_run.steps.issuer.IssuerStep"),
    ("mentoring.registry", "balai.first_run.steps.sentra.SentraStep"),
    ("mentoring.registry", "balai.first_run.steps.group.GroupStep"),
    ("mentoring.assignments", "balai.first_run.steps.facilitator.FacilitatorStep"),
)


def steps() -> list[type[Step]]:
    return [import_string(path) for app, path in _STEPS if apps.is_installed(app)]
