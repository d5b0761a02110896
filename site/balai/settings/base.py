"""Settings every way of running shares. Machines differ in `embedded`, `full` and `production`.

Everything an operator may set is read from the environment with the prefix
`PENDAMPING_`; the README lists each name. Files the site writes lie under `VAR`.
"""

from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from curriculum.inline_style import inline_style, style_source

env = Env(prefix="PENDAMPING_")

CHECKOUT = Path(__file__).resolve().parent.parent.parent.parent
BALAI = CHECKOUT / "site" / "balai"
VAR = env.path("VAR", CHECKOUT / "var")

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["*"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", [])
BASE_URL = env.str("BASE_URL", "http://localhost:8000")

# Demo people and records; see `manage.py load_demo` and `remove_demo`.
DEMO = env.bool("DEMO", True)

INSTALLED_APPS = [
    # The site comes first so that its templates win over the plugins' own.
    "balai.accounts",
    "balai.home",
    "balai.inbox",
    "balai.health",
    "balai.demo",
    "balai.first_run",
    "balai.operations",
    "balai.privacy",
    "curriculum",
    "curriculum.pages",
    "curriculum.translations",
    "mentoring.registry",
    "mentoring.assignments",
    "mentoring.reminders",
    "mentoring.field",
    "mentoring.sessions",
    "mentoring.incubation",
    "certificates",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.settings",
    "wagtail.contrib.search_promotions",
    "wagtail.embeds",
    "wagtail.sites",
    "balai.accounts.wagtail_users_config.WagtailUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    # First: what it kept was answered by all of the others once.
    "curriculum.middleware.KeptPagesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "balai.first_run.middleware.FirstRunMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "balai.accounts.middleware.PreferredLanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "balai.urls"
WSGI_APPLICATION = "balai.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BALAI / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "balai.home.context_processors.organisation",
                "balai.demo.banner.demo_banner",
            ],
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home:desk"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- The second factor and the list of sessions: django-allauth --------------
# Signing in itself stays ours: a password for staff, a card and PIN for crafters.
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "balai.accounts.second_factor.adapters.AccountAdapter"
ACCOUNT_FORMS = {"reauthenticate": "balai.accounts.second_factor.forms.PasswordAgainForm"}
MFA_ADAPTER = "balai.accounts.second_factor.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "balai.accounts.second_factor.forms.CodeForm",
    "reauthenticate": "balai.accounts.second_factor.forms.CodeAgainForm",
    "activate_totp": "balai.accounts.second_factor.forms.SetUpForm",
}
# Who signs in with a code from a phone beside the password; superusers always do.
SECOND_FACTOR_ROLES = env.list(
    "SECOND_FACTOR_ROLES", ["blk_head", "programme_manager", "administrator"]
)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Cheap phones keep poor time: the code before and the one after count as well.
MFA_TOTP_TOLERANCE = 1

LANGUAGE_CODE = "id"
# What pages speak: the languages with a catalogue. A person chooses one of them.
PAGE_LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
# What lessons may be written in, each by its own name. Some have no catalogue: the words
# around such a lesson are in one of the languages above.
LESSON_LANGUAGES = [
    ("id", "Bahasa Indonesia"),
    ("en", "English"),
    ("jv", "Basa Jawa"),
    ("mad", "Basa Madura"),
    ("sas", "Base Sasak"),
]
LANGUAGES = [*PAGE_LANGUAGES, *(each for each in LESSON_LANGUAGES if each[0] not in ("id", "en"))]
# Wagtail's own Indonesian catalogue has a third of its words; the most seen others are ours.
LOCALE_PATHS = [BALAI / "locale", BALAI / "office" / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
# The help of crafters' pages is spoken; whitenoise does not know the ending.
WHITENOISE_MIMETYPES = {".opus": "audio/ogg"}
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BALAI / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
# The embedded server hands out media itself; in production a front server or S3 does.
SERVE_MEDIA = env.bool("SERVE_MEDIA", True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Issued documents and personal photographs are never under a public URL:
    # only views that ask `visible_to` hand them out.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "private", "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
# As many signed certificates as are taken back in one form.
DATA_UPLOAD_MAX_NUMBER_FILES = 200
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_HANDLERS = [
    "curriculum.uploads.WeighedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Every letter goes through the site's backend, which keeps what could not be delivered.
# Without a mail server messages stay in the in-app inbox, and no page promises a mail.
MAIL_DELIVERY_BACKEND = ""
if env.str("EMAIL_URL", ""):
    vars().update(env.dj_email_url("EMAIL_URL"))
    MAIL_DELIVERY_BACKEND = EMAIL_BACKEND  # noqa: F821 - from EMAIL_URL
# A mail server that says nothing holds up no worker for long.
EMAIL_TIMEOUT = vars().get("EMAIL_TIMEOUT") or 15
EMAIL_BACKEND = "balai.inbox.mail.SiteMailBackend"
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", "pendamping@localhost")

# --- Messages to people ------------------------------------------------------
# By e-mail, and by those gateways whose address is given; see the manual of mentoring.
MENTORING_WHATSAPP_GATEWAY = env.json("WHATSAPP_GATEWAY", {})
MENTORING_SMS_GATEWAY = env.json("SMS_GATEWAY", {})
MENTORING_MESSAGE_WAYS = ["mentoring.reminders.ways.email.Email"]
if MENTORING_WHATSAPP_GATEWAY:
    MENTORING_MESSAGE_WAYS.append("mentoring.reminders.ways.gateway.WhatsAppGateway")
if MENTORING_SMS_GATEWAY:
    MENTORING_MESSAGE_WAYS.append("mentoring.reminders.ways.gateway.SmsGateway")

# --- Wagtail -----------------------------------------------------------------
WAGTAIL_SITE_NAME = "Pendamping"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LESSON_LANGUAGES
# A translation begins as a draft: readers never get one that is still in the old language.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILADMIN_PERMITTED_LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_LOGIN_URL = "accounts:sign_in"
WAGTAIL_FRONTEND_LOGIN_URL = "/masuk/"
WAGTAILUSERS_PASSWORD_REQUIRED = False
# No stemming: Indonesian hangs its affixes at the front, too, and PostgreSQL's default is English.
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "simple"}
}
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15_000_000
# Four bytes each while it is read: what a web process can hold. Phones make 12 to 50 million.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "curriculum.media_forms.PictureForm"
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

# --- Background work ---------------------------------------------------------
# One meaning of a Celery message: a nudge. The database row is the truth, so
# results are not kept and a task killed half-way is delivered again.
CELERY_TIMEZONE = "UTC"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULER = "balai.health.scheduler:HeartbeatScheduler"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {
    "requeue-stale-certificate-items": {
        "task": "certificates.requeue_stale_items",
        "schedule": env.float("SWEEP_SECONDS", 60.0),
    },
    "publish-revocation-lists": {
        "task": "certificates.publish_revocation_lists",
        "schedule": env.float("SWEEP_SECONDS", 60.0),
    },
    "tidy-data-copies": {
        "task": "mentoring.tidy_data_copies",
        "schedule": env.float("SWEEP_SECONDS", 60.0),
    },
    "tidy-attendance-papers": {
        "task": "mentoring.tidy_attendance_papers",
        "schedule": env.float("SWEEP_SECONDS", 60.0),
    },
    "requeue-stale-mentoring-work": {
        "task": "mentoring.requeue_stale_work",
        "schedule": env.float("SWEEP_SECONDS", 60.0),
    },
    "search-duplicates-every-night": {
        "task": "mentoring.start_duplicate_scan",
        "schedule": crontab(hour=19, minute=30),  # UTC: half past two in the morning of WIB
    },
    "recount-reach": {
        "task": "mentoring.recount_all_reach",
        "schedule": crontab(hour=18, minute=30),
    },
    "escalate-complaints": {
        "task": "mentoring.escalate_complaints",
        "schedule": crontab(minute=15),
    },
    "note-dormant-groups": {
        "task": "mentoring.note_dormancy",
        "schedule": 6 * 3600.0,
    },
    "keep-planned-visits-right": {
        "task": "mentoring.keep_plans",
        "schedule": crontab(hour=18, minute=45),  # UTC: a quarter to two in the morning of WIB
    },
    "look-at-every-group-every-night": {
        "task": "mentoring.assignments.scan_attention",
        "schedule": crontab(hour=18, minute=30),  # UTC: half past one in the morning of WIB
    },
    "requeue-stale-prints": {
        "task": "curriculum.requeue_stale_prints",
        "schedule": env.float("SWEEP_SECONDS", 60.0),
    },
    "delete-files-of-phones-that-never-became-whole": {
        "task": "mentoring.tidy_field_uploads",
        "schedule": crontab(hour=19, minute=0),
    },
    "try-waiting-records-of-phones": {
        "task": "mentoring.try_waiting_field_records",
        "schedule": 600.0,
    },
    "make-reminders": {
        "task": "mentoring.make_reminders",
        "schedule": 600.0,
    },
    "send-reminders": {
        "task": "mentoring.send_reminders",
        "schedule": env.float("SWEEP_SECONDS", 60.0),
    },
    "look-at-every-gate-every-night": {
        "task": "mentoring.incubation.look_at_gates",
        "schedule": crontab(hour=19, minute=15),  # UTC: after reach, plans and attention
    },
    "look-at-gates-of-groups-that-moved": {
        "task": "mentoring.incubation.look_at_moved",
        "schedule": 600.0,
    },
    "wake-evaluations": {
        "task": "mentoring.incubation.wake_evaluations",
        "schedule": env.float("SWEEP_SECONDS", 60.0),
    },
    "tidy-evaluation-papers": {
        "task": "mentoring.incubation.tidy_evaluation_papers",
        "schedule": env.float("SWEEP_SECONDS", 60.0),
    },
    "visit-groups-as-their-stages-say": {
        "task": "mentoring.incubation.keep_tapers",
        "schedule": crontab(hour=18, minute=50),  # UTC: ten to two in the morning of WIB
    },
    "take-in-answers-to-findings": {
        "task": "mentoring.incubation.take_in_answers",
        "schedule": 6 * 3600.0,
    },
    "delete-what-is-kept-too-long": {
        "task": "privacy.run_retention",
        "schedule": env.float("RETENTION_SECONDS", 86_400.0),
    },
}

# --- Privacy ------------------------------------------------------------------
# How many days the site's own rows are kept; plugins name theirs in their manuals.
RETENTION_DAYS = {
    "letters": env.int("RETENTION_LETTERS_DAYS", 90),
    "notices": env.int("RETENTION_NOTICES_DAYS", 365),
    "devices": env.int("RETENTION_DEVICES_DAYS", 90),
}

# --- Security ----------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
# Which header the front server overwrites with the caller's address, for example
# X-Real-IP; empty: the connection's own address counts. Sign-in tries are counted by it.
CLIENT_ADDRESS_HEADER = env.str("CLIENT_ADDRESS_HEADER", "")
CSRF_FAILURE_VIEW = "balai.home.views.form_expired"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Lessons carry their style in the page: on a slow network the second request costs a second.
CURRICULUM_INLINE_STYLE = inline_style(
    BALAI / "static" / "balai" / "balai.css",
    CHECKOUT / "curriculum" / "static" / "curriculum" / "cards.css",
)
# Tiles beneath the maps: without an address none is asked. MAP_TILES_URL with {z}, {x} and {y};
# readers' browsers ask there, so name it on the privacy page. MAP_TILES_CREDIT: who drew them.
_TILES = env.str("MAP_TILES_URL", "")
MENTORING_MAP_TILES = {"url": _TILES, "credit": env.str("MAP_TILES_CREDIT", "")} if _TILES else {}
_TILE_HOSTS = ["{0.scheme}://{0.netloc}".format(urlsplit(_TILES))] if _TILES else []
_POLICY = {
    "default-src": [SELF],
    "style-src": [SELF, style_source(CURRICULUM_INLINE_STYLE)],
    "img-src": [SELF, "data:", "blob:", *_TILE_HOSTS],
    "media-src": [SELF, "blob:"],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}
# Wagtail's admin still writes some inline styles and scripts: it is watched, not blocked.
# Packs for phones are bytes and data: no browser shows them, and each header costs data.
_DATA_ONLY = ["/pelajaran/hp/berkas/", "/pelajaran/hp/paket/"]
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/admin/", *_DATA_ONLY],
    "DIRECTIVES": _POLICY,
}
CONTENT_SECURITY_POLICY_REPORT_ONLY = {
    "EXCLUDE_URL_PREFIXES": ["/media/", *_DATA_ONLY],
    "DIRECTIVES": _POLICY,
}

# Pages speak these; lessons may be in more languages.
CURRICULUM_PACK_LANGUAGES = ["id", "en"]

# --- The plugins -------------------------------------------------------------
MENTORING_CREATE_USER = "balai.accounts.services.create_participant_user"
CERTIFICATES_VERIFY_BASE_URL = BASE_URL
# Private keys of issuers: neither rows nor media, and on no address.
CERTIFICATES_KEYS_FOLDER = env.str("CERTIFICATE_KEYS", str(VAR / "keys" / "certificates"))
CURRICULUM_BASE_URL = BASE_URL
CURRICULUM_PRINT_STALE_SECONDS = env.int("PRINT_STALE_SECONDS", 300)
CERTIFICATES_ADDRESS_HEADER = CLIENT_ADDRESS_HEADER
MENTORING_ADDRESS_HEADER = CLIENT_ADDRESS_HEADER
CERTIFICATES_STALE_AFTER_SECONDS = env.int("STALE_AFTER_SECONDS", 60)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
}
