"""One machine, no other server: SQLite, a broker made of files, local folders."""

from .base import *  # noqa: F403 - settings modules are layers
from .base import VAR, env
from .keys import kept_identifier_key, kept_secret_key

SECRET_KEY = env.str("SECRET_KEY", "") or kept_secret_key(VAR)
MENTORING_IDENTIFIER_KEYS = env.list("IDENTIFIER_KEYS", []) or [kept_identifier_key(VAR)]

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR / "pendamping.sqlite3",
        # Opening reads the whole schema and registers some fifty functions, which takes
        # longer than most pages: each thread keeps its connection.
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "timeout": 20,
            # A deferred transaction that reads first cannot wait for its upgrade:
            # without IMMEDIATE most concurrent writes end in "database is locked".
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
                "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;"
            ),
        },
    }
}

# Files, because all web processes must see one and the same. Guests fill the first one by
# reading and searching, and a full one forgets at random: what counts wrong tries lies apart.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "throttle": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR / "throttle",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}

CELERY_BROKER_URL = "files://localhost"
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "data_folder_in": str(VAR / "broker" / "messages"),
    "data_folder_out": str(VAR / "broker" / "messages"),
    "control_folder": str(VAR / "broker" / "control"),
    "store_processed": False,
    "polling_interval": 0.05,
}
for folder in ("messages", "control"):
    (VAR / "broker" / folder).mkdir(parents=True, exist_ok=True)
