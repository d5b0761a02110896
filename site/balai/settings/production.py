"""A public server: HTTPS only, no demo sign-ins, secrets given and never made."""

from .base import env
from .full import *  # noqa: F403 - settings modules are layers

PRODUCTION = True
DEMO = False
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
MENTORING_IDENTIFIER_KEYS = env.list("IDENTIFIER_KEYS")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")

SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", True)
SERVE_MEDIA = env.bool("SERVE_MEDIA", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", 31_536_000)
SILENCED_SYSTEM_CHECKS = [
    # Whether every other name under the domain, often a ministry's, speaks HTTPS is not
    # this site's to promise, nor to tell every browser for ever.
    "security.W005",
    "security.W021",
    # Wagtail shows drafts in a frame of the same site; frames elsewhere stay refused.
    "security.W019",
]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

if env.str("S3_BUCKET", ""):
    STORAGES["default"] = {  # noqa: F405 - from the layer below
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": env.str("S3_BUCKET"), "querystring_auth": False},
    }
    STORAGES["private"] = {  # noqa: F405 - from the layer below
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("S3_PRIVATE_BUCKET"),
            "default_acl": "private",
        },
    }
