from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurriculumPagesConfig(AppConfig):
    name = "curriculum.pages"
    label = "curriculum_pages"
    verbose_name = _("Lesson pages")
    default_auto_field = "django.db.models.BigAutoField"
