"""What the desk says about messages."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from balai.home.desk import Tile
from balai.inbox.models import Notice


@hooks.register("register_desk_items")
def messages_on_the_desk(user: Any, today: date) -> Iterator[Tile]:
    unread = Notice.objects.visible_to(user).unread().count()
    if unread:
        yield Tile(
            "waiting",
            _("Messages"),
            reverse("inbox:notices"),
            sentence=ngettext("%d not read yet", "%d not read yet", unread) % unread,
            count=unread,
            picture="mail",
            order=10,
        )
    else:
        yield Tile("link", _("Messages"), reverse("inbox:notices"), picture="mail", order=900)
    if user.has_perm("inbox.view_outgoingmessage"):
        yield Tile(
            "link", _("Outgoing letters"), reverse("inbox:outgoing"), picture="out", order=960
        )
