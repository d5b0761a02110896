"""Uploads that are heavier than anything we keep: weighed to the end, never kept.

For `FILE_UPLOAD_HANDLERS`, before Django's own. A file of 500 MB would fill memory or disk
before a form could say that it is too big. Here it is read off the network and let go, so
that the form still gets all its other fields and says beside the right one how big it was.
"""

import tempfile
from collections.abc import Iterator
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from curriculum import conf


class HeavyUpload(UploadedFile):
    """The head of a file with the size of the whole, for forms to refuse.

    Whoever reads on past the head is stopped with RequestDataTooBig (an answer of 400): a
    form that asks for no size must not store half a file for a whole one.
    """

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        raise self._too_big()

    def read(self, size: int | None = -1) -> bytes:
        content = self.file.read(size)  # type: ignore[union-attr]
        if size is None or size < 0 or len(content) < size:
            raise self._too_big()
        return content

    def _too_big(self) -> RequestDataTooBig:
        return RequestDataTooBig(f"{self.name} has {self.size} bytes, more than are kept.")


class WeighedUploadHandler(FileUploadHandler):
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
        # A form weighs more than its file: most are known to be light before they come.
        self.may_be_heavy = content_length > self.limit

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.head = tempfile.TemporaryFile() if self.may_be_heavy else None  # noqa: SIM115 - read by the form

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if self.head is None:
            return raw_data
        if start < self.limit:
            self.head.write(raw_data)
        # One of several files may be light: Django's own handlers go on keeping that one.
        return raw_data if start + len(raw_data) <= self.limit else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.head is None or file_size <= self.limit:
            return None
        self.head.seek(0)
        return HeavyUpload(self.head, self.file_name, self.content_type, file_size, self.charset)
