"""What one step of the first run is: a plain form that, when valid, makes one thing."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from balai.accounts.models import User
from balai.errors import SiteError
from balai.first_run.models import FirstRun


@dataclass(frozen=True)
class Made:
    """What a step made, as people read it, and its primary key."""

    label: str
    pk: Any


class StepRefused(SiteError):
    """A service said no; `str` is its own sentence."""

    code = "step_refused"

    def __init__(self, refusal: object) -> None:
        super().__init__()
        self.refusal = refusal

    def __str__(self) -> str:
        return str(self.refusal)


class Step(forms.Form):
    """key: in the address. after: keys of the steps whose things this one needs.
    may_repeat: doing it again changes the same thing, instead of making another one.
    help_words: what "Bantuan" says."""

    key: ClassVar[str]
    title: ClassVar[Any]
    words: ClassVar[Any] = ""
    help_words: ClassVar[Any] = ""
    after: ClassVar[tuple[str, ...]] = ()
    may_repeat: ClassVar[bool] = False
    do_not_call_in_templates = True  # the overview names the classes

    def __init__(self, *args: Any, first_run: FirstRun, **kwargs: Any) -> None:
        self.first_run = first_run
        super().__init__(*args, **kwargs)

    def carry_out(self, by: User) -> Made:
        """Make the thing from the clean answers. Raises ValidationError or StepRefused."""
        raise NotImplementedError
