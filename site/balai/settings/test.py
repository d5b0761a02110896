"""What tests run on: SQLite in a passing folder, or the PostgreSQL and Redis the tests started."""

import atexit
import shutil
import tempfile
from pathlib import Path

from .base import *  # noqa: F403 - settings modules are layers
from .base import STORAGES, env

SECRET_KEY = "only for tests"  # noqa: S105 - a test value
MENTORING_IDENTIFIER_KEYS = ["b25seSBmb3IgdGVzdHMgb25seSBmb3IgdGVzdHMhISE="]
VAR = Path(tempfile.mkdtemp(prefix="pendamping-test-"))
atexit.register(shutil.rmtree, VAR, ignore_errors=True)
MEDIA_ROOT = VAR / "media"
STATIC_ROOT = VAR / "static"

if env.str("DATABASE_URL", ""):
    DATABASES = {"default": env.dj_db_url("DATABASE_URL")}
    # A migrated database in the same server, from which test databases are copied.
    DATABASES["default"]["TEST"] = {"TEMPLATE": env.str("TEST_TEMPLATE_DATABASE", None)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "tests.kept_sqlite",
            "NAME": VAR / "pendamping.sqlite3",
            "OPTIONS": {
                "timeout": 60,
                "transaction_mode": "IMMEDIATE",
                # Thrown away after the run: nothing has to outlive a power cut.
                "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;",
            },
            "TEST": {"NAME": env.str("TEST_DATABASE", None)},
        }
    }

CACHES = {
    alias: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": alias}
    for alias in ("default", "throttle")
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# In unit tests a queued task runs at once in the same process; the queue tests
# start real workers with the settings `embedded` and `full`.
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_BROKER_URL = "memory://"

# Packs for phones are made when a test asks for one, not at each of hundreds of releases.
CURRICULUM_PACK_LANGUAGES = []
# Each test begins with an empty cache of its own.
CURRICULUM_NEAR_SECONDS = 0
