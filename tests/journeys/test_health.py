from tests.patience import wait_until


def test_every_part_comes_up_and_a_dead_worker_is_named_until_it_is_back(live_site):
    assert live_site.health() == (
        200,
        {
            "status": "ok",
            "parts": {"web": "up", "database": "up", "worker": "up", "scheduler": "up"},
            "down": [],
        },
    )

    live_site.kill_worker()

    wait_until(lambda: live_site.health()[0] == 503, "the silent worker is noticed")
    assert live_site.health()[1]["down"] == ["worker"]

    live_site.start_worker()

    live_site.wait_until_healthy()
