"""Boxes that others add to the page of a group or of a training run, unknown to this room.

Hook `register_group_page_sections`: a function `(user, group, today)` that returns
objects like `GroupPageSection`. The group is one this user may see; an answer asks its
own scopes for its own rows, and returns nothing when there is nothing to show. Hooks
`register_run_page_sections` and `register_session_page_sections` do the same for a training run
and for a session.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from django.utils.safestring import SafeString
from wagtail import hooks

from mentoring.registry.models import CrafterGroup
from mentoring.sessions.models import MentoringSession, TrainingRun


class PageSection(Protocol):
    """One box: Wagtail's `Component` will do.

    order: lower stands higher. render_html: a `<section>` with its own `<h2>`;
    `parent_context` has the keys request, user, today, and group or run.
    """

    order: int

    def render_html(self, parent_context: Any) -> SafeString: ...


def group_page_sections(request: Any, group: CrafterGroup, today: date) -> list[SafeString]:
    """The rendered boxes for `group`, in their order."""
    asked = hooks.get_hooks("register_group_page_sections")
    return _rendered(asked, request, today, group=group)


def run_page_sections(request: Any, run: TrainingRun, today: date) -> list[SafeString]:
    """The rendered boxes for `run`, in their order."""
    asked = hooks.get_hooks("register_run_page_sections")
    return _rendered(asked, request, today, run=run)


def session_page_sections(request: Any, session: MentoringSession, today: date) -> list[SafeString]:
    """The rendered boxes for `session`, in their order."""
    asked = hooks.get_hooks("register_session_page_sections")
    return _rendered(asked, request, today, session=session)


def _rendered(asked: Iterable[Any], request: Any, today: date, **about: Any) -> list[SafeString]:
    (subject,) = about.values()
    sections: list[PageSection] = []
    for ask in asked:
        answer: Iterable[PageSection] = ask(request.user, subject, today)
        sections.extend(answer)
    sections.sort(key=lambda section: section.order)
    context = {"request": request, "user": request.user, "today": today, **about}
    return [section.render_html(context) for section in sections]
