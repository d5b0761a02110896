"""A stock Wagtail project. `PLUGIN` in the environment names the plugin it installs."""

import os
import sys

# An extra of ours that this site did not install.
sys.modules["wagtail_localize"] = None

PLUGIN = os.environ["PLUGIN"]
PLUGIN_APPS = {
    "curriculum": ["curriculum", "curriculum.pages"],
    "mentoring": [
        "mentoring.registry",
        "mentoring.assignments",
        "mentoring.reminders",
        "mentoring.field",
        "mentoring.sessions",
        "mentoring.incubation",
    ],
    "certificates": ["certificates"],
    # The rooms of mentoring may be taken in part, from the top down.
    "mentoring_first_rooms": ["mentoring.registry", "mentoring.assignments", "mentoring.reminders"],
    "mentoring_without_phones": [
        "mentoring.registry",
        "mentoring.assignments",
        "mentoring.sessions",
        "mentoring.incubation",
    ],
}

SECRET_KEY = "bare"
DEBUG = False
ALLOWED_HOSTS = ["*"]
USE_TZ = True
TIME_ZONE = "Asia/Jakarta"
LANGUAGE_CODE = "id"
ROOT_URLCONF = "tests.standalone.bare.urls"
INSTALLED_APPS = [
    *PLUGIN_APPS[PLUGIN],
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
# What both manuals ask for: a place for photographs and issued PDFs without an address.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": os.environ["MEDIA"], "base_url": None},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
MEDIA_ROOT = os.environ["MEDIA"]
MEDIA_URL = "/media/"
LOGIN_URL = "/admin/login/"
WAGTAIL_SITE_NAME = "Situs orang lain"
WAGTAILADMIN_BASE_URL = "http://localhost"
CELERY_BROKER_URL = "memory://"
