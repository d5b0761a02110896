from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "tests.standalone.swapped.lessons"
    label = "swapped_lessons"
    default_auto_field = "django.db.models.BigAutoField"
