"""The words of messages: read them as they arrive, and write others."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from mentoring.errors import MentoringError
from mentoring.reminder_kinds import ReminderKind
from mentoring.reminders.facts import AUDIENCES, FACTS
from mentoring.reminders.forms import TextForm
from mentoring.reminders.kinds import kinds
from mentoring.reminders.models import MessageText
from mentoring.reminders.services import forget_text, write_text
from mentoring.reminders.wording import Words, message_languages, sample, words_of

_may_write = permission_required("mentoring_reminders.write_message_texts", raise_exception=True)


@login_required
@_may_write
def texts(request: HttpRequest) -> HttpResponse:
    """Every kind, and in which languages this site has words of its own."""
    own = set(MessageText.objects.values_list("kind", "language"))
    lines = [
        (
            kind,
            AUDIENCES[kind.audience],
            [(code, name, (kind.name, code) in own) for code, name in message_languages().items()],
        )
        for kind in kinds().values()
    ]
    return render(request, "mentoring_reminders/texts.html", {"lines": lines})


@login_required
@_may_write
def text(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """One text; "Look" shows how it reads without keeping it."""
    about = _kind(kind, language)
    words = words_of(about)[language]
    form = TextForm(request.POST or None, initial={"subject": words.subject, "body": words.body})
    if request.method == "POST" and form.is_valid():
        words = Words(**form.cleaned_data)
        try:
            if _carried_out(request, about, language, words):
                return redirect("mentoring_reminders:text", kind, language)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
    return render(request, "mentoring_reminders/text.html", _context(form, about, language, words))


def _kind(name: str, language: str) -> ReminderKind:
    if name not in kinds() or language not in message_languages():
        raise Http404
    return kinds()[name]


def _carried_out(request: HttpRequest, about: ReminderKind, language: str, words: Words) -> bool:
    """Whether something was kept; looking keeps nothing."""
    act = request.POST.get("buat")
    if act == "lihat":
        return False
    if act == "kembali":
        forget_text(kind=about, language=language, by=request.user)
        messages.success(request, _("The words that come with this site are used again."))
        return True
    write_text(
        kind=about, language=language, words=words, written_by=request.user, now=timezone.now()
    )
    messages.success(request, _("Saved. New messages use these words."))
    return True


def _context(form: TextForm, about: ReminderKind, language: str, words: Words) -> dict[str, Any]:
    return {
        "form": form,
        "kind": about,
        "language": message_languages()[language],
        "code": language,
        "facts": [(f"{{{name}}}", FACTS[name].label) for name in ("name", *about.facts)],
        "samples": [
            (_("With the shortest names"), sample(about, words, language, longest=False)),
            (_("With the longest names"), sample(about, words, language, longest=True)),
        ],
        "is_own": MessageText.objects.filter(kind=about.name, language=language).exists(),
    }
