"""Uploads that are heavier than anything we keep: weighed to the end, never kept.

For `FILE_UPLOAD_HANDLERS`, before Django's own. A file of 500 MB would fill memory or disk
before a form could say that it is too big. Here it is read off the network and let go, so
that the form still gets all its other fields and says beside the right one how big it was.
"""

from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from curriculum import conf


class WeighedUploadHandler(TemporaryFileUploadHandler):
    """Keeps only the head of a file above `CURRICULUM_MAX_UPLOAD_BYTES`, with its true size."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 - Django's name
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> None:
        self.limit = conf.max_upload_bytes()
        self.is_heavy = content_length > self.limit

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.is_heavy:
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if not self.is_heavy:
            return raw_data
        if start < self.limit:
            self.file.write(raw_data)
        return None

    def file_complete(self, file_size: int) -> Any:
        return super().file_complete(file_size) if self.is_heavy else None

    def upload_interrupted(self) -> None:
        if self.is_heavy:
            super().upload_interrupted()
