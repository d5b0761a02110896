"""WSGI entry point: `gunicorn balai.wsgi`."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "balai.settings.embedded")

application = get_wsgi_application()

from balai.accounts.checks import refuse_to_start_with_demo_accounts  # noqa: E402 - apps first

refuse_to_start_with_demo_accounts()

# The web processes are copies of this one. Every page's code is loaded before they are made, and
# the collector never looks at it again: without this each keeps some 40 MB more of its own.
get_resolver().url_patterns  # noqa: B018 - asking for it loads it
gc.collect()
gc.freeze()
# A delivery of a phone or a long list makes thousands of objects that all live until it ends:
# looked through every 700 they cost a tenth of the time.
gc.set_threshold(20_000, 20, 50)
