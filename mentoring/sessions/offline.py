"""What this room offers to phones; `mentoring.field` finds it by its name."""

from mentoring.sessions.phone_screens import SCREENS

__all__ = ["SCREENS"]
