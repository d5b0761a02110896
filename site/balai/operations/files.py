"""The files people gave and the site made, wherever they are stored."""

from collections.abc import Iterator

from django.core.files.storage import Storage, storages

# Folder in the backup -> name of the storage: public pictures, and private documents.
STORAGES = {"media": "default", "private": "private"}


def every_file(storage: Storage, folder: str = "") -> Iterator[str]:
    """The name of every file in `storage`, folder by folder, in alphabetical order."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing was ever saved there
    for name in sorted(files):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(folders):
        yield from every_file(storage, f"{folder}/{name}" if folder else name)


def storage_of(folder: str) -> Storage:
    return storages[STORAGES[folder]]


def has_files() -> bool:
    return any(next(every_file(storage_of(folder)), None) is not None for folder in STORAGES)
