"""Verbs of the first run."""

from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from balai.accounts.models import User
from balai.first_run.errors import AlreadyStarted, WrongSetupCode
from balai.first_run.models import FirstRun
from balai.first_run.setup_code import is_setup_code


def administrator_exists() -> bool:
    return get_user_model().objects.filter(is_superuser=True, is_active=True).exists()


@transaction.atomic
def create_first_administrator(
    *, setup_code: str, username: str, full_name: str, password: str, language: str
) -> User:
    """Return the first administrator of an empty site, and open its first run and lessons.

    Raises WrongSetupCode, and AlreadyStarted if somebody else was quicker.
    """
    if not is_setup_code(setup_code):
        raise WrongSetupCode()
    FirstRun.objects.get_or_create(pk=1)
    # Two visitors at the same moment: the second waits here and finds the first one's account.
    first_run = FirstRun.objects.select_for_update().get(pk=1)
    if administrator_exists():
        raise AlreadyStarted()
    user = User(
        username=username, full_name=full_name, preferred_language=language, is_superuser=True
    )
    user.set_password(password)
    user.save()
    user.groups.set(Group.objects.filter(name="administrator"))
    first_run.started_by = user
    first_run.done = {"administrator": {"label": full_name, "pk": str(user.pk)}}
    first_run.save()
    if apps.is_installed("curriculum.pages"):
        import_string("balai.first_run.lessons.open_lessons")(by=user)
    return user


@transaction.atomic
def note_step(*, first_run: FirstRun, key: str, label: str, pk: Any) -> FirstRun:
    """Keep what step `key` made; doing a step again replaces the note."""
    first_run.done = {**first_run.done, key: {"label": label, "pk": str(pk)}}
    first_run.skipped = [skipped for skipped in first_run.skipped if skipped != key]
    first_run.save()
    return first_run


@transaction.atomic
def skip_step(*, first_run: FirstRun, key: str) -> FirstRun:
    """Leave step `key` for later; it can still be done until the first run is finished."""
    if key not in first_run.done and key not in first_run.skipped:
        first_run.skipped = [*first_run.skipped, key]
        first_run.save()
    return first_run


def finish(*, first_run: FirstRun) -> FirstRun:
    """Close the first run; its pages are gone from then on."""
    if first_run.finished_at is None:
        first_run.finished_at = timezone.now()
        first_run.save(update_fields=["finished_at"])
    return first_run
