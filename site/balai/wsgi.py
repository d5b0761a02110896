"""WSGI entry point: `gunicorn balai.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.settings.embedded")

application = get_wsgi_application()

from balai.accounts.checks import refuse_to_start_with_demo_accounts  # noqa: E402 - apps first

refuse_to_start_with_demo_accounts()
