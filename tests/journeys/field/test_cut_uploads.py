"""Uploads that are cut in mid-body leave the server and whoever sends beside them unharmed."""

import random
from concurrent.futures import ThreadPoolExecutor

from tests.benchmarks.cutting import cut_uploads
from tests.benchmarks.posting import post_for
from tests.benchmarks.sites import inside
from tests.benchmarks.visits import Outbox
from tests.field_simulator.network import CLEAR, Network
from tests.field_simulator.phone import Phone, Photo, key_of

CUTS = 20


def test_uploads_cut_in_mid_body_hurt_nobody(live_site):
    unlucky, *others = inside(live_site, "field", "stage", "3")
    outboxes = [Outbox(each["token"], each["groups"], seed="cut") for each in others]

    with ThreadPoolExecutor(max_workers=1) as alone:
        cutting = alone.submit(cut_uploads, live_site.url, unlucky["token"], CUTS, 1.0)
        sent = post_for(
            live_site.url,
            [each.posts(1) for each in outboxes],
            seconds=3,
            is_good=lambda body: body.count(b'"answer": "applied"') == 1,
        )
        cutting.result()

    assert sent.failed == 0
    assert inside(live_site, "field", "kept")["sessions"] == sum(map(len, sent.times))
    # Of a piece that was cut nothing is kept: the phone sends it again from where it began.
    assert inside(live_site, "field", "uploads") == {"files": CUTS, "bytes": 0, "pieces": 0}
    assert inside(live_site, "field", "open_transactions") == 0
    _sends_a_photograph(live_site, unlucky["token"])


def _sends_a_photograph(site, token):
    chance = random.Random("afterwards")  # noqa: S311 - repeatable, not secret
    phone = Phone(token, Network(site.url, chance, CLEAR), chance)
    phone.photos.append(Photo(key_of(chance), key_of(chance), chance.randbytes(40_000)))

    phone.sync(most_tries=100)

    assert phone.is_done
    assert inside(site, "field", "uploads") == {"files": CUTS + 1, "bytes": 40_000, "pieces": 0}
