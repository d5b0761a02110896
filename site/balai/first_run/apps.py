from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FirstRunConfig(AppConfig):
    name = "balai.first_run"
    label = "first_run"
    verbose_name = _("First run")
    default_auto_field = "django.db.models.BigAutoField"
