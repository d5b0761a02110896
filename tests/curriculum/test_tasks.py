from celery import current_app

from curriculum import conf


def test_every_queued_name_is_a_registered_task():
    assert {conf.PRINT_MODULE, conf.REQUEUE_STALE_PRINTS} <= set(current_app.tasks)


def test_the_sweep_is_scheduled(settings):
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert conf.REQUEUE_STALE_PRINTS in scheduled
