"""A village session becomes a verifiable certificate: every step, as its person does it."""

from tests.journeys.path import (
    authoring,
    coordinating,
    cycle,
    issuing,
    people,
    reading,
    verifying,
    visiting,
)


def test_a_village_session_becomes_a_verifiable_certificate(live_site, new_page, guard):
    people.stage(live_site, "cast")

    authoring.write_and_publish(live_site, new_page, guard)
    reading.read_and_keep_progress(live_site, new_page)
    coordinating.gather_and_open_training(live_site, new_page)

    visiting.facilitator_logs_a_visit(live_site, new_page)
    visiting.facilitator_sends_the_same_visit_twice(live_site, new_page)
    visiting.facilitator_keeps_the_attendance(live_site, new_page)
    visiting.coordinator_closes_the_run(live_site, new_page)

    cycle.coordinator_proposes_the_group(live_site, new_page)
    cycle.coordinator_moves_it_to_the_first_gate(live_site, new_page)
    cycle.facilitator_records_the_baseline(live_site, new_page)
    cycle.evaluator_records_the_endline(live_site, new_page)
    cycle.manager_decides_the_gate(live_site, new_page)

    batch = issuing.clerk_checks_and_prepares(live_site, new_page)
    issuing.head_approves(live_site, new_page, batch)
    code = issuing.clerk_downloads(live_site, new_page, batch)

    verifying.anybody_finds_it_genuine(live_site, new_page, code)
    assert verifying.state_of(live_site, new_page, code) == "valid"

    verifying.head_revokes(live_site, new_page)
    verifying.anybody_reads_that_it_was_revoked(live_site, new_page, code)
    assert verifying.state_of(live_site, new_page, code) == "revoked"
