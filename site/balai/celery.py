"""The Celery application: `celery -A balai worker` and `celery -A balai beat`."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.settings.embedded")

# The broker of the embedded mode: `files://`.
TRANSPORT_ALIASES["files"] = "balai.message_files:Transport"

app = Celery("balai")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
