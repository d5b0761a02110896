"""Keep pictures without what a phone hides in them."""

from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from django.db import transaction

from curriculum.pictures import has_traces, without_traces


class CleanPicture(ContentFile):
    """A picture that was written anew already; its name is the one it came with."""


def clean_picture(file: File) -> CleanPicture:
    """`file` upright and without traces. Raises PictureUnreadable."""
    file.seek(0)
    return CleanPicture(without_traces(file.read()), name=PurePosixPath(file.name or "").name)


def clean_stored_file(holder: Any) -> None:
    """Exchange `holder.file`, not stored yet, for a clean one; a drawing (SVG) stays as it is.

    holder: a Wagtail image, or an upload that becomes one. Raises PictureUnreadable.
    """
    given = holder.file.file
    if isinstance(given, CleanPicture) or holder.file.name.lower().endswith(".svg"):
        return
    holder.file = clean_picture(given)
    if getattr(holder, "file_size", None) is not None:
        # Wagtail measured the file that came.
        holder._set_image_file_metadata()


def clean_old_picture(*, image: Any) -> bool:
    """Write the stored file of `image` anew if it tells more than the picture; whether it did.

    For pictures stored before this was done on the way in. Its sizes are made again when
    they are asked for. Raises PictureUnreadable, and FileNotFoundError where it is gone.
    """
    storage, name = image.file.storage, image.file.name
    with storage.open(name, "rb") as opened:
        given = opened.read()
    if name.lower().endswith(".svg") or not has_traces(given):
        return False
    with transaction.atomic():
        image.file = CleanPicture(without_traces(given), name=PurePosixPath(name).name)
        image._set_image_file_metadata()
        image.save()
        image.renditions.all().delete()
        transaction.on_commit(lambda: storage.delete(name))
    return True
