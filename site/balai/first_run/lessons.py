"""The place where lessons are written, opened together with the site."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from wagtail.models import Site

from balai.accounts.models import User
from curriculum.pages.models import ModuleIndexPage
from curriculum.services.setting_up import give_lesson_rights, open_lesson_index
from curriculum.translations.services import offer_languages


def open_lessons(*, by: User) -> Any:
    """The lesson index at /pelajaran/, with rights for authors, translators and publishers.

    Lessons may be translated into every language that the settings name. Authors send,
    publishers approve. An index that is there is kept; safe to run again.
    """
    index = open_lesson_index(
        parent=Site.objects.get(is_default_site=True).root_page.specific,
        index_model=ModuleIndexPage,
        title="Pelajaran",
        slug="pelajaran",
        intro="Pilih pelajaran. Baca, dengar, lalu coba.",
        by=by,
    )
    offer_languages(codes=[code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES])
    groups = {group.name: group for group in Group.objects.all()}
    give_lesson_rights(
        index=index,
        authors=[groups["author"]],
        translators=[groups["translator"]],
        publishers=[groups["publisher"]],
        workflow_name="Periksa pelajaran",
    )
    return index
