"""Where photographs and voices of people lie: a storage without a public address."""

from functools import partial
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import File
from django.core.files.storage import InvalidStorageError, Storage, storages
from django.db import transaction

from mentoring import conf


class PrivateStorage(Storage):
    """Hands everything to the storage `MENTORING_PRIVATE_STORAGE` names, when it is used.

    Late, because a project may set its storages after this room is imported, and
    because falling back to the public media folder would publish people's faces.
    """

    @property
    def _real(self) -> Storage:
        alias = conf.private_storage_alias()
        try:
            return storages[alias]
        except InvalidStorageError as missing:
            raise ImproperlyConfigured(
                f'MENTORING_PRIVATE_STORAGE names "{alias}", which STORAGES does not have. '
                'Add it, for example {"BACKEND": '
                '"django.core.files.storage.FileSystemStorage", '
                '"OPTIONS": {"location": "/srv/private", "base_url": None}}.'
            ) from missing

    def _open(self, name: str, mode: str = "rb") -> File:
        return self._real.open(name, mode)

    def _save(self, name: str, content: File) -> str:
        return self._real.save(name, content)

    def delete(self, name: str) -> None:
        self._real.delete(name)

    def exists(self, name: str) -> bool:
        return self._real.exists(name)

    def size(self, name: str) -> int:
        return self._real.size(name)

    def path(self, name: str) -> str:
        return self._real.path(name)

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return self._real.get_available_name(name, max_length)

    def url(self, name: str | None) -> Any:
        raise NotImplementedError("What people look or sound like has no public address.")


def delete_on_commit(file: Any) -> None:
    """Delete a kept file once the transaction stands; a row that stays keeps its file till then."""
    if file:
        transaction.on_commit(partial(file.storage.delete, str(file.name)))


def private_storage() -> PrivateStorage:
    return PrivateStorage()
