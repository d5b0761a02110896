"""The programming interface of phones, described at `openapi.json`; other clients may use it."""

from mentoring.field.api.interface import api

__all__ = ["api"]
