"""Refusals as phones understand them."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse, JsonResponse

from curriculum.errors import (
    BatchTooLarge,
    CurriculumError,
    PackNotPossible,
    ReaderKeyUnknown,
    SignInToSend,
)

View = Callable[..., HttpResponse]


def refusing(view: View) -> View:
    """A refusal as JSON: {"code", "sentence"}."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except CurriculumError as refusal:
            kinds = {
                SignInToSend: 401,
                ReaderKeyUnknown: 401,
                BatchTooLarge: 413,
                PackNotPossible: 404,
            }
            told_of = {"code": refusal.code, "sentence": str(refusal)}
            return JsonResponse(told_of, status=kinds.get(type(refusal), 400))

    return answer
