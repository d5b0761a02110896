"""Admin views of every room's registers: rows begin with `visible_to`, saving is a service.

A row that its asker may not see answers 404, one she may see but not change 403.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic import chooser, history, usage
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from mentoring.errors import MentoringError
from mentoring.registry.name_keys import search_condition, sounds_like
from mentoring.registry.permissions import rows_to_offer
from mentoring.registry.services import delete_unused
from mentoring.registry.views.exports import LoggedExport


class RowIndexView(LoggedExport, generic.IndexView):
    """A list of visible rows; each line leads to its page, where the actions stand.

    names_of_accounts: where rows name people of the site, the lookup to their names.
    """

    names_of_accounts = ""

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().visible_to(self.request.user)

    def get_search_form(self) -> Any:
        form = super().get_search_form()
        if form is not None:
            form.fields["q"].widget.attrs["placeholder"] = _("Search")
        return form

    def search_queryset(self, queryset: Any) -> Any:
        """Tolerant of spelling in columns that hold name keys; every word must be found."""
        if not self.is_searching:
            return queryset
        found = search_condition(self.search_query, self.search_fields)
        if self.names_of_accounts:
            found |= sounds_like(queryset, self.names_of_accounts, self.search_query)
        return queryset.filter(found)

    def get_edit_url(self, instance: models.Model) -> None:
        return None

    def get_list_more_buttons(self, instance: models.Model) -> list[Any]:
        return []


class VisibleRow:
    """For views of one row: finds it among the visible ones."""

    model: Any
    request: HttpRequest
    kwargs: dict[str, Any]
    # Whether being responsible for the row is needed, beyond seeing it.
    action_on_row: str | None = None

    def get_queryset(self) -> Any:
        return self.model._default_manager.visible_to(self.request.user)

    def get_object(self, queryset: Any = None) -> Any:
        row = get_object_or_404(self.get_queryset(), pk=self.kwargs["pk"])
        policy = policy_registry.get_by_type(self.model)
        if self.action_on_row and not policy.user_has_permission_for_instance(
            self.request.user, self.action_on_row, row
        ):
            raise PermissionDenied
        return row


class SavedByService:
    """Saves through `save_instance`, a service; its refusal comes back on the form.

    Stands before one of Wagtail's generic form views, which bring what is declared here.
    """

    request: HttpRequest
    object: Any
    index_url_name: str
    get_error_message: Callable[[], str]
    form_invalid: Callable[[BaseForm], HttpResponse]

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            with transaction.atomic():
                response = super().form_valid(form)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        warn(self.request, self.cautions())
        return response

    def cautions(self) -> list[str]:
        """Sentences to look at after saving; they never refuse."""
        return []

    def get_success_url(self) -> str:
        return self.inspect_url()

    def inspect_url(self) -> str:
        namespace = self.index_url_name.split(":")[0]
        return reverse(f"{namespace}:inspect", args=[self.object.pk])

    def get_success_buttons(self) -> list[Any]:
        return []


class RowCreateView(SavedByService, generic.CreateView):
    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items()[:-1],
            {"url": "", "label": self.get_page_subtitle()},
        ]

    submit_button_label = _("Save")
    submit_button_active_label = _("Saving…")

    def get_header_icon(self) -> str:
        """None: on a phone the icon of the generic form would stick out to the left."""
        return ""


class RowEditView(SavedByService, VisibleRow, generic.EditView):
    action_on_row = "change"
    submit_button_label = _("Save")
    submit_button_active_label = _("Saving…")

    def get_header_icon(self) -> str:
        return ""

    def get_inspect_url(self) -> None:
        return None


class RowDeleteView(VisibleRow, generic.DeleteView):
    action_on_row = "delete"
    usage_url_name = None

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except MentoringError as refusal:
            messages.error(self.request, str(refusal))
            namespace = self.index_url_name.split(":")[0]
            return redirect(f"{namespace}:inspect", self.kwargs["pk"])

    def delete_action(self) -> None:
        delete_unused(row=self.object, deleted_by=self.request.user)


class RowInspectView(VisibleRow, generic.InspectView):
    """The page of one row: its facts, and what may be done with it."""

    page_title = _("Details")

    def may(self, action: str) -> bool:
        policy = policy_registry.get_by_type(self.model)
        return policy.user_has_permission_for_instance(self.request.user, action, self.object)

    @cached_property
    def can_change(self) -> bool:
        return self.may("change")

    def get_edit_url(self) -> str | None:
        return if_there(super().get_edit_url) if self.can_change else None

    def get_delete_url(self) -> str | None:
        may = self.can_change and self.may("delete")
        return if_there(super().get_delete_url) if may else None

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        return value() if callable(value) else value

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, list, this row: the generic view would name the row twice."""
        items = super().get_breadcrumbs_items()
        return [*items[:2], {"url": "", "label": str(self.object)}]


class RowHistoryView(history.HistoryView):
    """Lists log entries, so its queryset is theirs; the row it is about must be visible."""

    def get_base_object_queryset(self) -> Any:
        return self.model._default_manager.visible_to(self.request.user)

    def get_edit_url(self, instance: models.Model) -> str | None:
        return if_there(lambda: super(RowHistoryView, self).get_edit_url(instance))


class RowUsageView(usage.UsageView):
    def get_base_object_queryset(self) -> Any:
        return self.model._default_manager.visible_to(self.request.user)

    def get_edit_url(self, instance: models.Model) -> str | None:
        return if_there(lambda: super(RowUsageView, self).get_edit_url(instance))


class ActionView(WagtailAdminTemplateMixin, FormView):
    """A form about one visible row that calls one service; see `SavedByService`.

    Subclasses name `model`, `form_class`, `page_title`, `submit_label`, `viewset_name`
    and write `may`, `act` and `done`; `takes_user` says that the form asks `for_user`.
    """

    model: Any
    takes_user = False
    viewset_name = ""
    submit_label: Any = _("Save")
    template_name = "mentoring_registry/admin/action.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.object = get_object_or_404(
            self.model._default_manager.visible_to(request.user), pk=kwargs["pk"]
        )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.may():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may(self) -> bool:
        raise NotImplementedError

    def act(self, form: Any) -> None:
        """Call the service; a refusal returns to the form."""
        raise NotImplementedError

    def done(self) -> str:
        """The sentence that says what has been done."""
        raise NotImplementedError

    def cautions(self) -> list[str]:
        return []

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.takes_user:
            kwargs["for_user"] = self.request.user
        return kwargs

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                self.act(form)
        except MentoringError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        messages.success(self.request, self.done())
        warn(self.request, self.cautions())
        return redirect(self.get_success_url())

    def get_success_url(self) -> str:
        return reverse(f"{self.viewset_name}:inspect", args=[self.object.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": self.get_success_url(), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            **kwargs,
            object=self.object,
            submit_label=self.submit_label,
            back_url=self.get_success_url(),
        )


class OfferedRows:
    """For choosers: only rows their asker is responsible for, also when asked by id."""

    model_class: Any
    request: HttpRequest

    def offered(self) -> Any:
        return rows_to_offer(self.model_class, self.request.user)

    def get_object_list(self) -> Any:
        return self.offered()

    def get_object(self, pk: Any) -> Any:
        return get_object_or_404(self.offered(), pk=pk)

    def get_objects(self, pks: Any) -> Any:
        return self.offered().filter(pk__in=pks)

    def get_edit_item_url(self, instance: models.Model) -> None:
        return None

    def can_create(self) -> bool:
        return False


class RowChooseView(OfferedRows, chooser.ChooseView):
    pass


class RowChooseResultsView(OfferedRows, chooser.ChooseResultsView):
    pass


class RowChosenView(OfferedRows, chooser.ChosenView):
    pass


class RowChosenMultipleView(OfferedRows, chooser.ChosenMultipleView):
    pass


class NoCreateView(OfferedRows, chooser.CreateView):
    pass


def warn(request: HttpRequest, sentences: list[str]) -> None:
    for sentence in sentences:
        messages.warning(request, sentence)


def if_there(address: Callable[[], str | None]) -> str | None:
    """What `address` says; None in a register that has no such page, as its rows move by steps."""
    try:
        return address()
    except NoReverseMatch:
        return None
