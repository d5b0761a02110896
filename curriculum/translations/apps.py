from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CurriculumTranslationsConfig(AppConfig):
    name = "curriculum.translations"
    label = "curriculum_translations"
    verbose_name = _("Translations of lessons")

    def ready(self) -> None:
        from .receivers import connect

        connect()
