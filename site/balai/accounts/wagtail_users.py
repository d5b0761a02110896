"""Wagtail's user administration and account page, with one name field, phone and language."""

from typing import Any

from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import account as wagtail_account
from wagtail.users.forms import UserCreationForm as WagtailCreationForm
from wagtail.users.forms import UserEditForm as WagtailEditForm
from wagtail.users.views import users as wagtail_users

from balai.accounts.forms import AccountForm
from balai.accounts.permissions import can_change_account
from balai.accounts.phones import normalised
from balai.accounts.second_factor.requirement import needs_second_factor
from balai.accounts.second_factor.services import end_sessions

_FIELDS = {
    "username",
    "full_name",
    "email",
    "phone",
    "preferred_language",
    "is_superuser",
    "groups",
}


class _OneNameMixin(forms.Form):
    first_name = None
    last_name = None
    email = forms.EmailField(required=False, label=WagtailCreationForm.base_fields["email"].label)
    phone = forms.CharField(
        required=False, max_length=32, label=AccountForm.base_fields["phone"].label
    )

    def clean_phone(self) -> str:
        return normalised(self.cleaned_data.get("phone", ""))


class UserCreationForm(_OneNameMixin, WagtailCreationForm):
    class Meta(WagtailCreationForm.Meta):
        fields = _FIELDS


class UserEditForm(_OneNameMixin, WagtailEditForm):
    class Meta(WagtailEditForm.Meta):
        fields = _FIELDS | {"is_active"}


class _RankMixin:
    """Only a superuser makes superusers, or lays hands on one."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]
        if not self.request.user.is_superuser and "is_superuser" in form.fields:  # type: ignore[attr-defined]
            # Disabled, not dropped: Wagtail's template for a new account names it.
            form.fields["is_superuser"].disabled = True
        return form


class IndexView(wagtail_users.IndexView):
    @property
    def columns(self) -> list[Any]:  # type: ignore[override]
        columns = super().columns
        for column in columns:
            if column.name == "name":
                column.sort_key = "full_name"
        return columns

    search_fields = ["username", "full_name", "email", "phone"]  # type: ignore[assignment]


class CreateView(_RankMixin, wagtail_users.CreateView):
    pass


class EditView(_RankMixin, wagtail_users.EditView):
    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if self.object.is_superuser and not can_change_account(request.user, self.object):
            raise PermissionDenied

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if "is_superuser" in form.changed_data and needs_second_factor(self.object):
            # Sessions begun with a password alone must not carry the new rank.
            end_sessions(user=self.object)
        return response


class DeleteView(wagtail_users.DeleteView):
    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(
                self.request,
                _(
                    "This account has records, so it cannot be deleted. "
                    "Switch it off instead: untick “active”."
                ),
            )
            return redirect("wagtailusers_users:edit", self.object.pk)


class UserViewSet(wagtail_users.UserViewSet):
    template_prefix = "accounts/users/"
    ordering = "full_name"
    index_view_class = IndexView
    add_view_class = CreateView
    edit_view_class = EditView
    delete_view_class = DeleteView

    def get_form_class(self, for_update: bool = False) -> Any:
        return UserEditForm if for_update else UserCreationForm


class OwnAccountPanel(wagtail_account.BaseSettingsPanel):
    """Name, phone, e-mail and language: the same form as on `/akun/`."""

    name = "own_account"
    title = _("Account")
    order = 100
    form_class = AccountForm


class AccountView(wagtail_account.AccountView):
    """Wagtail's account page without first and last name, and with one language, not two."""

    def post(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        """A changed password gives the session a new key, which stays among her sessions."""
        before = request.session.session_key
        response = super().post(request, *args, **kwargs)
        if request.session.session_key != before:
            UserSession.objects.create_from_request(request)
        return response

    _replaced = (wagtail_account.NameEmailSettingsPanel, wagtail_account.LocaleSettingsPanel)

    def get_panels(self) -> list[Any]:
        panels = [panel for panel in super().get_panels() if not isinstance(panel, self._replaced)]
        own = OwnAccountPanel(self.request, self.request.user, panels[0].profile)
        return [own, *panels]
