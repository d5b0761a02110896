"""The register of the words people are asked with: earlier ones to read, new ones to write."""

from typing import Any

from mentoring.registry.forms.consent_texts import words_now
from mentoring.registry.models import ConsentPurpose, ConsentText
from mentoring.registry.services import write_consent_text
from mentoring.registry.views.rows import RowCreateView, RowIndexView, RowInspectView


class ConsentTextIndexView(RowIndexView):
    exports_names = False


class ConsentTextCreateView(RowCreateView):
    def get_initial(self) -> dict[str, Any]:
        wanted = self.request.GET.get("purpose")
        initial = words_now(wanted) if wanted in ConsentPurpose.values else {}
        return {**super().get_initial(), **initial}

    def save_instance(self) -> ConsentText:
        written = write_consent_text(
            purpose=self.form.cleaned_data["purpose"],
            words=self.form.words(),
            written_by=self.request.user,
        )
        return written[0]


class ConsentTextInspectView(RowInspectView):
    template_name = "mentoring_registry/admin/consent_text.html"

    def get_edit_url(self) -> None:
        """None: words that somebody may have answered to are not rewritten."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        text = self.object
        newest = ConsentText.objects.filter(purpose=text.purpose).order_by("version").last()
        return super().get_context_data(
            **kwargs,
            answers=text.consents.count(),
            is_newest=newest is not None and newest.version == text.version,
            may_write=self.permission_policy.user_has_permission(self.request.user, "add"),
        )
