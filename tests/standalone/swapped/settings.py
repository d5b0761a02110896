"""The bare project with every plugin on a base page of its own instead of Wagtail's `Page`."""

import os

os.environ.setdefault("PLUGIN", "curriculum")

from tests.standalone.bare.settings import *  # noqa: F403 - PLUGIN stands above
from tests.standalone.bare.settings import INSTALLED_APPS, PLUGIN_APPS

WAGTAIL_PAGE_MODEL = "basepage.BasePage"
INSTALLED_APPS = [
    # `curriculum.pages` belongs to Wagtail's own Page; this site brings its own page types.
    "tests.standalone.swapped.lessons",
    *PLUGIN_APPS["mentoring"],
    *PLUGIN_APPS["certificates"],
    "wagtail.test.basepage",
    *(app for app in INSTALLED_APPS if app != "curriculum.pages"),
]
ROOT_URLCONF = "tests.standalone.swapped.urls"
