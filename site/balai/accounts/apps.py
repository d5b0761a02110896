from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "balai.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, roles  # noqa: F401 - apps must be ready
        from .second_factor import receivers  # noqa: F401 - apps must be ready

        post_migrate.connect(roles.ensure_role_groups, dispatch_uid="accounts_role_groups")
