"""The desk reminds the first administrator of what is left to set up."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from balai.first_run.models import FirstRun
from balai.home.desk import Tile


@hooks.register("register_desk_items")
def set_up_goes_on(user: Any, today: date) -> Iterator[Tile]:
    if user.is_superuser and FirstRun.objects.filter(finished_at=None).exists():
        yield Tile(
            "waiting",
            _("Go on setting up"),
            reverse("first_run:done"),
            sentence=_("BLK, craft centre, group, facilitator"),
            picture="gear",
            order=1,
        )
