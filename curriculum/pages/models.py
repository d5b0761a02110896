"""The three page types for sites on Wagtail's own `Page`; all logic is in `curriculum.mixins`."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from curriculum.mixins import LessonMixin, ModuleIndexMixin, ModuleMixin, ReleaseNoteMixin


class ModuleIndexPage(ModuleIndexMixin, Page):
    content_panels = [*Page.content_panels, *ModuleIndexMixin.index_panels]
    subpage_types = ["curriculum_pages.ModulePage"]

    class Meta:
        verbose_name = _("lesson index")
        verbose_name_plural = _("lesson indexes")


class ModulePage(ModuleMixin, Page):
    content_panels = [*Page.content_panels, *ModuleMixin.module_panels]
    settings_panels = [*ModuleMixin.release_panels, *Page.settings_panels]
    search_fields = [*Page.search_fields, *ModuleMixin.module_search_fields]
    parent_page_types = ["curriculum_pages.ModuleIndexPage"]
    subpage_types = ["curriculum_pages.LessonPage"]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")


class LessonPage(LessonMixin, Page):
    content_panels = [*Page.content_panels, *LessonMixin.lesson_panels]
    settings_panels = [*ReleaseNoteMixin.release_panels, *Page.settings_panels]
    search_fields = [*Page.search_fields, *LessonMixin.lesson_search_fields]
    parent_page_types = ["curriculum_pages.ModulePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")
