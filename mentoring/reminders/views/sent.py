"""What was sent: to me, and in places of mine to others."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mentoring.accounts import name_columns
from mentoring.registry.name_keys import search_condition
from mentoring.reminders.kinds import kinds
from mentoring.reminders.models import Channel, Reminder, ReminderState
from mentoring.reminders.views.codes import why

PER_PAGE = 30
LONGEST_SEARCH = 80
_FILTERS = {"keadaan": "state", "cara": "channel", "tentang": "kind"}


@login_required
def sent(request: HttpRequest) -> HttpResponse:
    """The newest first. What somebody else reads is shown by its subject only."""
    # PostgreSQL refuses the sign NUL in any text.
    words = request.GET.get("q", "").replace("\0", "")[:LONGEST_SEARCH].strip()
    chosen = _known_choices(request)
    rows = _asked_for(request.user, words, chosen)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("halaman"))
    titles = {name: kind.title for name, kind in kinds().items()}
    context = {
        "page": page,
        "lines": [
            (each, titles.get(each.kind, each.kind), why(each.error), _is_hers(each, request.user))
            for each in page.object_list
        ],
        "words": words,
        "filters": [
            ("keadaan", ReminderState.choices, chosen["keadaan"]),
            ("cara", Channel.choices, chosen["cara"]),
            ("tentang", list(titles.items()), chosen["tentang"]),
        ],
        "is_asked": bool(words or any(chosen.values())),
        "more": f"&{urlencode({'q': words, **chosen})}",
        "may_write": request.user.has_perm("mentoring_reminders.write_message_texts"),
    }
    return render(request, "mentoring_reminders/sent.html", context)


def _known_choices(request: HttpRequest) -> dict[str, str]:
    """What is filtered by; anything that is no choice filters nothing."""
    known = {
        "keadaan": ReminderState.values,
        "cara": Channel.values,
        "tentang": list(kinds()),
    }
    asked = {name: request.GET.get(name, "") for name in _FILTERS}
    return {name: value if value in known[name] else "" for name, value in asked.items()}


def _asked_for(user: Any, words: str, chosen: dict[str, str]) -> Any:
    rows = Reminder.objects.visible_to(user).select_related("user", "person", "group")
    rows = rows.filter(**{_FILTERS[name]: value for name, value in chosen.items() if value})
    if words:
        columns = ["person__name_key", "group__name", *name_columns("user__")]
        rows = rows.filter(search_condition(words, columns))
    return rows.order_by("-made_at", "pk")


def _is_hers(row: Reminder, user: Any) -> bool:
    if row.user_id == user.pk:
        return True
    return row.person is not None and row.person.user_id == user.pk and not row.is_task
