"""PostgreSQL and Redis; any number of web and worker machines."""

from .base import *  # noqa: F403 - settings modules are layers
from .base import VAR, env
from .keys import kept_identifier_key, kept_secret_key

SECRET_KEY = env.str("SECRET_KEY", "") or kept_secret_key(VAR)
MENTORING_IDENTIFIER_KEYS = env.list("IDENTIFIER_KEYS", []) or [kept_identifier_key(VAR)]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", "postgresql:///pendamping")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
REDIS_CACHE = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
# The second one counts wrong tries; whoever gives it a server of its own changes one line.
CACHES = {"default": REDIS_CACHE, "throttle": {**REDIS_CACHE, "KEY_PREFIX": "throttle"}}

CELERY_BROKER_URL = env.str("BROKER_URL", "") or (
    f"redis+socket://{REDIS_URL.removeprefix('unix://')}"
    if REDIS_URL.startswith("unix://")
    else REDIS_URL
)
# A killed worker's task comes back after the timeout; every task is shorter than it.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": env.int("VISIBILITY_TIMEOUT", 300),
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
}
