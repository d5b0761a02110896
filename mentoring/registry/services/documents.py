"""Papers of groups and business clusters."""

from datetime import date
from typing import Any, BinaryIO, TypeVar

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from mentoring.registry import conf
from mentoring.registry.errors import PaperStillToCome
from mentoring.registry.models import (
    BusinessCluster,
    ClusterDocument,
    CrafterGroup,
    GroupDocument,
    KeptDocument,
)
from mentoring.registry.papers import prepare_paper

Document = TypeVar("Document", bound=KeptDocument)


def keep_group_document(
    *,
    group: CrafterGroup,
    kind: str,
    dated_on: date,
    file: BinaryIO,
    uploaded_by: Any,
    title: str = "",
) -> GroupDocument:
    """Return the kept paper of `group`; kind: a GroupDocumentKind.

    Earlier papers of a kind stay. Raises PaperTooLarge, PaperUnreadable, PaperStillToCome.
    """
    document = GroupDocument(group=group, kind=kind, title=title, dated_on=dated_on)
    return _keep(document, file, uploaded_by)


def keep_cluster_document(
    *,
    cluster: BusinessCluster,
    kind: str,
    dated_on: date,
    file: BinaryIO,
    uploaded_by: Any,
    title: str = "",
) -> ClusterDocument:
    """Return the kept paper of `cluster`; kind: a ClusterDocumentKind. Raises as above."""
    document = ClusterDocument(cluster=cluster, kind=kind, title=title, dated_on=dated_on)
    return _keep(document, file, uploaded_by)


def _keep(document: Document, file: BinaryIO, uploaded_by: Any) -> Document:
    if document.dated_on > timezone.localdate():
        raise PaperStillToCome(day=document.dated_on)
    paper = prepare_paper(file, max_bytes=conf.document_max_bytes())
    document.suffix, document.media_type = paper.suffix, paper.media_type
    document.sha256 = paper.sha256
    document.uploaded_by, document.uploaded_at = uploaded_by, timezone.now()
    with transaction.atomic():
        document.file.save(f"paper{paper.suffix}", ContentFile(paper.content), save=False)
        document.save(force_insert=True)
        log(instance=document, action="wagtail.create", user=uploaded_by)
    return document
