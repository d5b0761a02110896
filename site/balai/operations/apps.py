from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class OperationsConfig(AppConfig):
    name = "balai.operations"
    label = "operations"
    verbose_name = _("Operations")

    def ready(self) -> None:
        from .sqlite_values import take_as_many_as_it_can

        connection_created.connect(take_as_many_as_it_can, dispatch_uid="operations_sqlite_values")
