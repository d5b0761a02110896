"""A group with a facilitator, a chair with a telephone, and a visit tomorrow."""

import json
import threading
from datetime import UTC, date, datetime, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from mentoring.registry.models import MembershipRole
from mentoring.sessions.models import SessionState
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    ConsentFactory,
    CrafterGroupFactory,
    MembershipFactory,
    PersonFactory,
)
from tests.factories.sessions import VisitFactory

# Monday, 10.00 WIB.
NOW = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)
TOMORROW = date(2026, 3, 3)
NIGHT = datetime(2026, 3, 2, 15, 30, tzinfo=UTC)  # 22.30 WIB
EMAIL = "mentoring.reminders.ways.email.Email"
GATEWAY = "mentoring.reminders.ways.gateway."


def village(*, name="Ronce Melati", number="+628000000011", shared=False, consent=True, **sentra):
    """A group with a facilitator, a chair and a visit tomorrow at nine."""
    group = CrafterGroupFactory(name=name, **sentra)
    user = UserFactory(
        full_name="Sri Pendamping Contoh",
        email=f"sri.{group.pk.hex}@example.org",
        roles=["facilitator"],
    )
    AssignmentFactory(group=group, facilitator=FacilitatorFactory(user=user))
    chair = PersonFactory(full_name="Ruminah Contoh", phone=number, phone_is_shared=shared)
    MembershipFactory(group=group, person=chair, role=MembershipRole.CHAIR)
    if consent:
        ConsentFactory(person=chair)
    zone = ZoneInfo(group.sentra.time_zone)
    visit = VisitFactory(
        group=group,
        state=SessionState.PLANNED,
        happened_on=TOMORROW,
        starts_at=datetime.combine(TOMORROW, time(9), zone),
    )
    return SimpleNamespace(group=group, user=user, chair=chair, visit=visit)


@pytest.fixture
def ronce(db):
    return village()


class Gateway(ThreadingHTTPServer):
    """A gateway of our own on a free port: keeps what it is asked, answers as it is told."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Answering)
        self.asked = []
        self.answers = []
        self.holds = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/send"


class _Answering(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((json.loads(body), dict(self.headers)))
        if self.server.holds is not None:
            self.server.holds.wait()
        status = self.server.answers.pop(0) if self.server.answers else 202
        self.send_response(status)
        if status == 302:
            self.send_header("Location", f"{self.server.url}?elsewhere")
        self.end_headers()
        self.wfile.write(b'{"error": "+628000000011 is not a number of ours"}')

    def log_message(self, *args):
        """Silent."""


@pytest.fixture
def gateway(settings):
    """A real HTTP gateway, and the settings of a site that uses it for SMS."""
    server = Gateway()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.MENTORING_MESSAGE_WAYS = [EMAIL, f"{GATEWAY}SmsGateway"]
    settings.MENTORING_SMS_GATEWAY = {"url": server.url, "token": "kunci-contoh", "timeout": 5}
    settings.MENTORING_SMS_GATEWAY["number_refused"] = [404]
    yield server
    if server.holds is not None:
        server.holds.set()
    server.shutdown()
    server.server_close()
