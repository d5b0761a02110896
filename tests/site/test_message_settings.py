"""By which ways a site sends messages, as its environment says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SITE = Path(__file__).resolve().parents[2] / "site"
SAID = (
    "import json; from django.conf import settings as s; "
    "print(json.dumps([[way.rpartition('.')[2] for way in s.MENTORING_MESSAGE_WAYS], "
    "s.MENTORING_SMS_GATEWAY, s.EMAIL_TIMEOUT]))"
)
GATEWAY = {"url": "https://gateway.example/send", "token": "kunci-contoh"}


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({}, [["Email"], {}, 15]),
        (
            {
                "PENDAMPING_SMS_GATEWAY": json.dumps(GATEWAY),
                "PENDAMPING_WHATSAPP_GATEWAY": json.dumps(GATEWAY),
                "PENDAMPING_EMAIL_URL": "smtp://mail.example:25",
            },
            [["Email", "WhatsAppGateway", "SmsGateway"], GATEWAY, 15],
        ),
    ],
)
def test_gateways_whose_address_is_given_are_used(environment, said, tmp_path):
    asked = subprocess.run(
        [sys.executable, "-c", SAID],
        cwd=SITE,
        env={
            **os.environ,
            **environment,
            "PYTHONPATH": os.pathsep.join([str(SITE), str(SITE.parent)]),
            "DJANGO_SETTINGS_MODULE": "balai.settings.test",
            "PENDAMPING_VAR": str(tmp_path),
        },
        capture_output=True,
        text=True,
    )

    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout.splitlines()[-1]) == said
