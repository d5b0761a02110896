"""The name by which this room's first migration knows the storage of all rooms."""

from mentoring.private_files import private_storage

__all__ = ["private_storage"]
