"""Wagtail's user administration, with one name field, phone and language."""

from typing import Any

from django import forms
from wagtail.users.forms import UserCreationForm as WagtailCreationForm
from wagtail.users.forms import UserEditForm as WagtailEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from balai.accounts.phones import normalised

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

    def clean_phone(self) -> str:
        return normalised(self.cleaned_data.get("phone", ""))


class UserCreationForm(_OneNameMixin, WagtailCreationForm):
    class Meta(WagtailCreationForm.Meta):
        fields = _FIELDS


class UserEditForm(_OneNameMixin, WagtailEditForm):
    class Meta(WagtailEditForm.Meta):
        fields = _FIELDS | {"is_active"}


class UserViewSet(WagtailUserViewSet):
    template_prefix = "accounts/users/"

    def get_form_class(self, for_update: bool = False) -> Any:
        return UserEditForm if for_update else UserCreationForm
