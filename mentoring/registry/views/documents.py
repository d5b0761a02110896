"""Papers of groups and clusters: keeping one, and handing it out."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from mentoring.registry import services
from mentoring.registry.forms import ClusterDocumentForm, DocumentForm
from mentoring.registry.models import (
    BusinessCluster,
    ClusterDocument,
    CrafterGroup,
    GroupDocument,
    KeptDocument,
)
from mentoring.registry.permissions import can_edit_group, can_keep_cluster
from mentoring.registry.views.rows import ActionView


class KeepGroupDocumentView(ActionView):
    model = CrafterGroup
    form_class = DocumentForm
    viewset_name = "mentoring_group"
    page_title = _("Keep a paper")
    submit_label = _("Keep the paper")

    def may(self) -> bool:
        return can_edit_group(self.request.user, self.object)

    def get_initial(self) -> dict[str, Any]:
        return {"dated_on": timezone.localdate()}

    def act(self, form: Any) -> None:
        services.keep_group_document(
            group=self.object, uploaded_by=self.request.user, **form.cleaned_data
        )

    def done(self) -> str:
        return gettext("The paper is kept.")


class KeepClusterDocumentView(KeepGroupDocumentView):
    model = BusinessCluster
    form_class = ClusterDocumentForm
    viewset_name = "mentoring_cluster"

    def may(self) -> bool:
        return can_keep_cluster(self.request.user, self.object)

    def act(self, form: Any) -> None:
        services.keep_cluster_document(
            cluster=self.object, uploaded_by=self.request.user, **form.cleaned_data
        )


@login_required
@require_GET
def group_document(request: HttpRequest, pk: Any) -> FileResponse:
    papers = GroupDocument.objects.visible_to(request.user).select_related("group")
    document = get_object_or_404(papers, pk=pk)
    return _handed_out(document, document.group.name)


@login_required
@require_GET
def cluster_document(request: HttpRequest, pk: Any) -> FileResponse:
    papers = ClusterDocument.objects.visible_to(request.user).select_related("cluster")
    document = get_object_or_404(papers, pk=pk)
    return _handed_out(document, document.cluster.name)


def _handed_out(document: KeptDocument, owner: str) -> FileResponse:
    """As a download: what somebody sent is never shown as a page of this site."""
    name = slugify(f"{owner} {document} {document.dated_on}") + document.suffix
    response = FileResponse(
        document.file.open(),
        as_attachment=True,
        filename=name,
        content_type=document.media_type,
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
