"""`/mulai/`: from an empty database to a site people can work with, in at most six steps."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache

from balai.accounts.throttle import Gate, client_address
from balai.errors import SiteError
from balai.first_run import services
from balai.first_run.errors import TooManyCodes, WrongSetupCode
from balai.first_run.forms import FirstAdministratorForm
from balai.first_run.models import FirstRun
from balai.first_run.steps import Step, StepRefused, steps

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """The first step, or the first open one of those that follow."""
    if not services.administrator_exists():
        return _first_administrator(request)
    first_run = _open_first_run(request)
    return redirect(_next_address(first_run))


def _first_administrator(request: HttpRequest) -> HttpResponse:
    form = FirstAdministratorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        gate = Gate("setup", "first", client_address(request))
        try:
            user = _create(form.cleaned_data, gate)
        except WrongSetupCode as refusal:
            gate.count()
            form.add_error("setup_code", str(refusal))
        except SiteError as refusal:
            form.add_error(None, str(refusal))
        else:
            # The setup code was the second thing shown; from the next sign-in it is a phone.
            login(request, user, backend=_BACKEND)
            UserSession.objects.create_from_request(request)
            return redirect("first_run:begin")
    return render(request, "first_run/administrator.html", {"form": form, **_progress(1)})


def _create(answers: dict[str, Any], gate: Gate) -> Any:
    if gate.is_closed():
        raise TooManyCodes()
    return services.create_first_administrator(
        setup_code=answers["setup_code"],
        username=answers["username"],
        full_name=answers["full_name"],
        password=answers["password"],
        language=translation.get_language() or "id",
    )


@never_cache
def step(request: HttpRequest, key: str) -> HttpResponse:
    first_run = _open_first_run(request)
    kind = next((kind for kind in steps() if kind.key == key), None)
    if kind is None:
        raise Http404
    if request.method == "POST" and "skip" in request.POST:
        services.skip_step(first_run=first_run, key=key)
        return redirect(_next_address(first_run))
    if request.method == "POST" and key in first_run.done and not kind.may_repeat:
        return redirect(_next_address(first_run))  # sent twice: one thing is made
    form = kind(request.POST or None, request.FILES or None, first_run=first_run)
    if request.method == "POST" and form.is_valid() and _carried_out(form, request):
        return redirect(_next_address(first_run))
    return render(request, "first_run/step.html", _step_context(form))


def _carried_out(form: Step, request: HttpRequest) -> bool:
    try:
        made = form.carry_out(request.user)
    except StepRefused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as refusal:
        form.add_error(None, refusal.messages)
    else:
        services.note_step(first_run=form.first_run, key=form.key, label=made.label, pk=made.pk)
        return True
    return False


@never_cache
def done(request: HttpRequest) -> HttpResponse:
    first_run = _open_first_run(request)
    if request.method == "POST":
        services.finish(first_run=first_run)
        return redirect("home:desk")
    overview = [
        (kind, first_run.done.get(kind.key, {}).get("label", ""), _is_possible(kind, first_run))
        for kind in steps()
    ]
    return render(
        request,
        "first_run/done.html",
        {"overview": overview, "facilitator": first_run.made("pendamping")},
    )


def _open_first_run(request: HttpRequest) -> FirstRun:
    """The first run, for chief administrators, until it is finished; 404 to everybody else."""
    if not request.user.is_superuser:
        raise Http404
    return get_object_or_404(FirstRun, finished_at=None)


def _next_address(first_run: FirstRun) -> Any:
    for kind in steps():
        waiting = kind.key not in first_run.done and kind.key not in first_run.skipped
        if waiting and _is_possible(kind, first_run):
            return _address(kind.key)
    return _address("selesai")


def _is_possible(kind: type[Step], first_run: FirstRun) -> bool:
    return all(key in first_run.done for key in kind.after)


def _step_context(form: Step) -> dict[str, Any]:
    keys = [kind.key for kind in steps()]
    number = keys.index(form.key)
    already = form.first_run.done.get(form.key, {}).get("label", "")
    return {
        "form": form,
        "already": already,
        "is_possible": _is_possible(type(form), form.first_run),
        "back": _address(keys[number - 1]) if number else "",
        "onward": _address(keys[number + 1] if number + 1 < len(keys) else "selesai"),
        **_progress(number + 2),
    }


def _address(key: str) -> str:
    return f"/mulai/{key}/"


def _progress(number: int) -> dict[str, int]:
    return {"number": number, "total": 1 + len(steps())}
