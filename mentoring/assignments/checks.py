"""System checks: an operator's mistake is a sentence at the start, not a traceback later."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from mentoring import conf
from mentoring.assignments.conf import untrained_facilitators


@register("mentoring")
def people_have_a_private_storage(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    alias = conf.private_storage_alias()
    if alias in settings.STORAGES:
        return []
    return [
        Warning(
            f'STORAGES has no "{alias}": photographs and voices cannot be kept.',
            hint="Add a storage without a public address, or name one in "
            "MENTORING_PRIVATE_STORAGE.",
            id="mentoring_assignments.W001",
        )
    ]


@register("mentoring")
def what_happens_to_the_untrained_is_known(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if untrained_facilitators() in ("block", "warn"):
        return []
    return [
        Error(
            f"MENTORING_UNTRAINED_FACILITATORS is {untrained_facilitators()!r}.",
            hint='Say "block" (an assignment waits for the training) or "warn".',
            id="mentoring_assignments.E001",
        )
    ]
