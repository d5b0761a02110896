"""The three page types of curriculum on somebody else's base page, as its manual says."""

from wagtail.test.basepage.models import BasePage

from curriculum.mixins import LessonMixin, ModuleIndexMixin, ModuleMixin


class Shelf(ModuleIndexMixin, BasePage):
    content_panels = [*BasePage.content_panels, *ModuleIndexMixin.index_panels]
    subpage_types = ["swapped_lessons.Module"]


class Module(ModuleMixin, BasePage):
    content_panels = [*BasePage.content_panels, *ModuleMixin.module_panels]
    search_fields = [*BasePage.search_fields, *ModuleMixin.module_search_fields]
    parent_page_types = ["swapped_lessons.Shelf"]
    subpage_types = ["swapped_lessons.Lesson"]


class Lesson(LessonMixin, BasePage):
    content_panels = [*BasePage.content_panels, *LessonMixin.lesson_panels]
    search_fields = [*BasePage.search_fields, *LessonMixin.lesson_search_fields]
    parent_page_types = ["swapped_lessons.Module"]
    subpage_types: list[str] = []
