"""What an operator may set for all rooms; read when called."""

from django.conf import settings


def private_storage_alias() -> str:
    """`MENTORING_PRIVATE_STORAGE`: which of Django's STORAGES keeps photos and voices ("private").

    It must have no public address: only a view that asks who may see them hands them out.
    """
    return str(getattr(settings, "MENTORING_PRIVATE_STORAGE", "private"))
