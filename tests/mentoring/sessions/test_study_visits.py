from datetime import date, timedelta

import pikepdf
import pytest
from django.urls import reverse

from mentoring.registry.models import ExportLog
from mentoring.sessions import (
    errors,
    services,
    tasks,  # noqa: F401 - a worker would have read them
)
from mentoring.sessions.host_rotation import hosts_in_turn, shares_of_hosts, weak_never_taken
from mentoring.sessions.models import AttendancePaper, PracticeCheck, StudyVisit
from mentoring.sessions.retention import StudyContacts
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory, FacilitatorFactory
from tests.factories.registry import (
    BusinessTieFactory,
    CensusEntryFactory,
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    banyumulek,
    place,
)
from tests.factories.sessions import NOON, StudyVisitFactory, VisitFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def sentra():
    return SentraFactory()


@pytest.fixture
def dewi(client):
    user = UserFactory(roles=["coordinator"])
    MandateFactory(user=user, place=place("35.09"))
    client.force_login(user)
    return user


def hosted(group, day, **values):
    session = VisitFactory(group=group, kind="study_in", happened_on=day)
    wanted = {"group": group, "sentra": group.sentra, "state": "approved", "session": session}
    return StudyVisitFactory(**(wanted | values))


def url(name, *args):
    return reverse(f"mentoring_sessions:{name}", args=args)


class TestTurns:
    def test_fewest_then_longest_ago_then_the_weak_tier(self, sentra):
        often, once_late, once_early, never, weak = (
            CrafterGroupFactory(sentra=sentra, name=name, tier=tier)
            for name, tier in [
                ("Sering", "other"),
                ("Sekali baru", "other"),
                ("Sekali lama", "other"),
                ("Belum", "other"),
                ("Tertinggal", "weak"),
            ]
        )
        for days in (10, 20):
            hosted(often, TODAY - timedelta(days=days))
        hosted(once_late, TODAY - timedelta(days=30))
        hosted(once_early, TODAY - timedelta(days=300))
        hosted(never, TODAY - timedelta(days=800))  # too long ago to count

        turn = [host.group for host in hosts_in_turn(sentra, TODAY)]

        assert turn == [weak, never, once_early, once_late, often]
        assert all(host.reasons for host in hosts_in_turn(sentra, TODAY))

    def test_a_group_in_whose_board_a_juragan_sits_comes_last(self, sentra):
        first = CrafterGroupFactory(sentra=sentra, name="Anom")
        CrafterGroupFactory(sentra=sentra, name="Biasa")
        chair = MembershipFactory(group=first, role="chair", starts_on=date(2025, 1, 1)).person
        CensusEntryFactory(person=chair, stratum="juragan", sentra=sentra)

        hosts = hosts_in_turn(sentra, TODAY)

        assert [host.group.name for host in hosts] == ["Biasa", "Anom"]
        assert "juragan" in hosts[1].reasons[-1]

    @pytest.mark.parametrize("count", [1, 12])
    def test_it_costs_the_same_queries(self, sentra, count, django_assert_num_queries):
        for _ in range(count):
            group = CrafterGroupFactory(sentra=sentra)
            MembershipFactory(group=group, role="chair", starts_on=date(2025, 1, 1))
            hosted(group, TODAY)
        with django_assert_num_queries(5):
            hosts_in_turn(sentra, TODAY)

    def test_more_than_half_at_one_host_is_too_much_from_three_visits_on(self, sentra):
        group, other = (CrafterGroupFactory(sentra=sentra) for _ in range(2))
        hosted(group, TODAY)
        assert not shares_of_hosts([sentra], TODAY)[0].is_too_much
        hosted(group, TODAY)
        hosted(other, TODAY)

        shares = {share.group: share for share in shares_of_hosts([sentra], TODAY)}

        assert (shares[group].percent, shares[group].is_too_much) == (67, True)
        assert not shares[other].is_too_much

    def test_a_weak_group_that_was_never_taken_is_named(self, sentra):
        weak = CrafterGroupFactory(sentra=sentra, tier="weak")
        taken = CrafterGroupFactory(sentra=sentra, tier="weak")
        hosted(taken, TODAY, direction="out")
        strong = CrafterGroupFactory(sentra=sentra)

        assert weak_never_taken([weak, taken, strong]) == [weak]


class TestDeciding:
    def approve(self, visit, group, dewi):
        return services.approve_visit(
            visit=visit, group=group, planned_on=date(2026, 4, 1), approved_by=dewi, now=NOON
        )

    def test_approving_plans_a_session_of_the_host_led_by_its_facilitator(self, sentra, dewi):
        assignment = AssignmentFactory(group=CrafterGroupFactory(sentra=sentra))

        visit = self.approve(StudyVisitFactory(sentra=sentra), assignment.group, dewi)

        session = visit.session
        assert (session.kind, session.state) == ("study_in", "planned")
        assert session.led_by == assignment.facilitator.user

    def test_only_once_and_only_groups_of_the_centre(self, sentra, dewi):
        visit = StudyVisitFactory(sentra=sentra)
        with pytest.raises(errors.HostOfAnotherCentre):
            self.approve(visit, CrafterGroupFactory(), dewi)
        self.approve(visit, CrafterGroupFactory(sentra=sentra), dewi)

        with pytest.raises(errors.VisitAlreadyDecided):
            services.decline_visit(visit=visit, answer="x", declined_by=dewi, now=NOON)

    def test_calling_off_cancels_the_session_and_needs_a_reason(self, sentra, dewi):
        visit = self.approve(
            StudyVisitFactory(sentra=sentra), CrafterGroupFactory(sentra=sentra), dewi
        )
        with pytest.raises(errors.ReasonMissing):
            services.call_off_visit(visit=visit, answer=" ", called_off_by=dewi, now=NOON)

        services.call_off_visit(visit=visit, answer="Hajatan", called_off_by=dewi, now=NOON)

        visit.session.refresh_from_db()
        assert visit.session.state == "cancelled"

    def test_nobody_visits_the_juragan_of_who_goes_along(self, dewi):
        group = CrafterGroupFactory()
        goes = MembershipFactory(group=group, starts_on=date(2025, 1, 1)).person
        host = PersonFactory()
        BusinessTieFactory(
            from_person=goes, to_person=host, kind="buyer", starts_on=date(2025, 1, 1)
        )
        said = {
            "group": group,
            "body": "Juragan Rekaan",
            "purpose": "process",
            "planned_on": date(2026, 4, 1),
            "planned_by": dewi,
            "now": NOON,
        }

        with pytest.raises(errors.HostIsTheirJuragan):
            services.plan_outgoing(participants=[goes], host_person=host, **said)
        with pytest.raises(errors.NotOnTheRoster):
            services.plan_outgoing(participants=[PersonFactory()], **said)

        visit = services.plan_outgoing(participants=[goes], **said)
        assert [each.person for each in visit.participants.all()] == [goes]


class TestAfterwards:
    def test_practices_are_asked_after_60_and_90_days_and_promised_once(self, dewi):
        visit = hosted(CrafterGroupFactory(), TODAY)
        services.promise_practices(visit=visit, texts=["A", " ", "B"], promised_by=dewi)

        due = PracticeCheck.objects.order_by("practice__number", "after_days")
        assert [(check.after_days, check.due_on - TODAY) for check in due][:2] == [
            (60, timedelta(days=60)),
            (90, timedelta(days=90)),
        ]
        assert due.count() == 4
        with pytest.raises(errors.PracticesTaken):
            services.promise_practices(visit=visit, texts=["C"], promised_by=dewi)
        with pytest.raises(errors.CheckTooEarly):
            services.check_practice(
                check=due[0], adoption="yes", checked_by=dewi, today=TODAY + timedelta(days=59)
            )

    def test_before_it_was_held_nothing_is_told_of_it(self, dewi):
        visit = hosted(CrafterGroupFactory(), TODAY)
        visit.session.state = "planned"
        with pytest.raises(errors.NotHeldYet):
            services.record_purchase(
                visit=visit, group=visit.group, rupiah=1, recorded_by=dewi, now=NOON
            )

    def test_the_contact_is_forgotten_and_the_visit_stays(self):
        old = StudyVisitFactory(wished_on=TODAY - timedelta(days=181))
        new = StudyVisitFactory(wished_on=TODAY - timedelta(days=179))
        rule = StudyContacts()
        assert rule.count(TODAY) == 1

        rule.carry_out(TODAY)

        old.refresh_from_db(), new.refresh_from_db()
        assert (old.contact_name, old.contact_phone, bool(new.contact_name)) == ("", "", True)
        assert rule.count(TODAY) == 0


class TestPages:
    def filled(self, sentra, today, **values):
        wanted = {
            "body": "Dinas Contoh",
            "contact_name": "Tamu Contoh",
            "contact_phone": "0800 0000 071",
            "contact_email": "",
            "sentra": sentra.pk,
            "wished_on": today + timedelta(days=20),
            "people_count": 12,
            "purpose": "kur",
        }
        return wanted | values

    def test_guests_ask_without_an_account_and_read_the_answer(self, client, sentra, today):
        response = client.post(url("study_ask"), self.filled(sentra, today), follow=True)

        visit = StudyVisit.objects.get()
        assert visit.receipt in response.content.decode()
        assert "Tamu Contoh" not in response.content.decode()
        assert client.get(url("study_receipt", "SALAH")).status_code == 404

    @pytest.mark.parametrize(
        "wrong",
        [
            {"body": ""},
            {"contact_name": ""},
            {"contact_phone": "", "contact_email": ""},
            {"contact_phone": "abc"},
            {"contact_email": "bukan-surel"},
            {"sentra": "x"},
            {"wished_on": "2020-01-01"},
            {"wished_on": "31/02/2026"},
            {"people_count": "0"},
            {"people_count": "501"},
            {"purpose": "wisata"},
        ],
    )
    def test_wrong_input_comes_back(self, client, sentra, today, wrong):
        response = client.post(url("study_ask"), self.filled(sentra, today) | wrong)

        assert response.status_code == 200
        assert response.context["form"].errors
        assert not StudyVisit.objects.exists()

    def test_one_address_cannot_flood_it(self, client, sentra, today, settings):
        settings.MENTORING_STUDY_REQUESTS_AN_HOUR = 2
        for _ in range(3):
            response = client.post(
                url("study_ask"), self.filled(sentra, today), REMOTE_ADDR="203.0.113.77"
            )

        assert StudyVisit.objects.count() == 2
        assert response.context["form"].errors

    def test_the_whole_way_of_a_visit(
        self, client, sentra, dewi, today, django_capture_on_commit_callbacks
    ):
        group = CrafterGroupFactory(sentra=sentra)
        visit = StudyVisitFactory(sentra=sentra, wished_on=today)
        page = client.get(url("study_visit", visit.pk))
        assert [host.group for host in page.context["hosts"]] == [group]
        assert markup_errors(page.content.decode()) == []

        client.post(url("approve_study_visit", visit.pk), {"group": group.pk, "planned_on": today})
        visit.refresh_from_db()
        visit.session.state = "held"
        visit.session.save()
        wrong = client.post(
            url("study_purchase", visit.pk), {"group": group.pk, "rupiah": "banyak"}
        )
        assert wrong.context["form"].errors
        bought = {"group": group.pk, "rupiah": "Rp1.850.000", "goods": "gelang"}
        said = client.post(url("study_purchase", visit.pk), bought, follow=True)
        assert "satu juta delapan ratus lima puluh ribu rupiah" in said.content.decode()
        client.post(url("study_practices", visit.pk), {"first": "Catat bahan"})
        PracticeCheck.objects.update(due_on=today)
        check = PracticeCheck.objects.first()
        client.post(url("practice_check", check.pk), {"adoption": "partly"})

        check.refresh_from_db()
        assert (check.adoption, check.checked_by) == ("partly", dewi)
        with django_capture_on_commit_callbacks(execute=True):
            asked = client.post(url("study_thanks", visit.pk))
        paper = AttendancePaper.objects.get()
        assert (asked.url, paper.state, paper.reason) == (paper.get_absolute_url(), "ready", "")
        assert ExportLog.objects.get().has_names is False
        with pikepdf.open(paper.file.open("rb")) as sheet:
            assert "/StructTreeRoot" in sheet.Root
        listed = client.get(url("study_visits"))
        assert markup_errors(listed.content.decode()) == []

    @pytest.mark.parametrize(
        ("who", "statuses"),
        [
            ("coordinator", (200, 200)),
            ("facilitator", (200, 403)),
            ("neighbour", (404, 404)),
            ("far", (404, 404)),
        ],
    )
    def test_who_reads_and_who_decides(self, client, who, statuses):
        assignment = AssignmentFactory(
            facilitator=FacilitatorFactory(user=UserFactory(roles=["facilitator"]))
        )
        visit = hosted(assignment.group, TODAY)
        users = {
            "coordinator": MandateFactory(user=UserFactory(roles=["coordinator"])).user,
            "facilitator": assignment.facilitator.user,
            "neighbour": AssignmentFactory(
                group=CrafterGroupFactory(sentra=assignment.group.sentra)
            ).facilitator.user,
            "far": MandateFactory(user=UserFactory(roles=["coordinator"]), place=banyumulek()).user,
        }
        client.force_login(users[who])

        found = (
            client.get(url("study_visit", visit.pk)).status_code,
            client.get(url("approve_study_visit", visit.pk)).status_code,
        )
        assert found == statuses

    @pytest.mark.parametrize("count", [0, 1, 30])
    def test_the_list_costs_the_same_queries(
        self, client, dewi, sentra, count, django_assert_num_queries
    ):
        group = CrafterGroupFactory(sentra=sentra)
        for _ in range(count):
            StudyVisitFactory(sentra=sentra, group=group)
        client.get(url("study_visits"))

        with django_assert_num_queries(11 if count else 10):
            client.get(url("study_visits"))


class TestGoingOut:
    @pytest.fixture
    def goes(self, today):
        group = CrafterGroupFactory()
        return MembershipFactory(group=group, starts_on=date(2025, 1, 1))

    def said(self, goes, today, **more):
        return {
            "body": "Bengkel Rekaan",
            "purpose": "process",
            "planned_on": today + timedelta(days=3),
            "participants": [goes.person_id],
        } | more

    def test_no_host_is_needed(self, client, dewi, goes, today):
        client.force_login(dewi)

        answer = client.post(url("plan_outgoing", goes.group_id), self.said(goes, today))

        visit = StudyVisit.objects.get()
        assert (answer.status_code, visit.host_person) == (302, None)

    def test_a_host_known_here_is_found_by_name_and_shown(self, client, dewi, goes, today):
        client.force_login(dewi)
        host = PersonFactory(full_name="Juragan Anom Rekaan")

        said = self.said(goes, today, host_person="juragan anom rekaan")
        page = client.post(url("plan_outgoing", goes.group_id), said, follow=True)

        assert StudyVisit.objects.get().host_person == host
        assert "Juragan Anom Rekaan" in page.text

    def test_nobody_learns_at_her_own_juragans(self, client, dewi, goes, today):
        client.force_login(dewi)
        host = PersonFactory(full_name="Juragan Anom Rekaan")
        BusinessTieFactory(
            from_person=goes.person, to_person=host, kind="buyer", starts_on=date(2025, 1, 1)
        )

        said = self.said(goes, today, host_person="Juragan Anom Rekaan")
        page = client.post(url("plan_outgoing", goes.group_id), said)

        assert page.context["form"].non_field_errors()
        assert not StudyVisit.objects.exists()

    @pytest.mark.parametrize("owes", [True, False])
    def test_a_facilitator_cannot_find_out_who_owes_whom(self, client, dewi, goes, today, owes):
        host = PersonFactory(full_name="Juragan Anom Rekaan")
        MembershipFactory(group=goes.group, person=host, starts_on=date(2025, 1, 1))
        if owes:
            BusinessTieFactory(
                from_person=goes.person, to_person=host, kind="lender", starts_on=date(2025, 1, 1)
            )
        facilitator = AssignmentFactory(
            group=goes.group, starts_on=date(2025, 1, 1)
        ).facilitator.user
        client.force_login(facilitator)

        said = self.said(goes, today, host_person="Juragan Anom Rekaan")
        page = client.post(url("plan_outgoing", goes.group_id), said, follow=True)

        visit = StudyVisit.objects.get()
        assert (visit.state, visit.session) == ("asked", None)
        assert "Koordinator melihatnya dan menyetujuinya dulu." in page.text
        assert client.post(url("approve_study_visit", visit.pk)).status_code == 403
        client.force_login(dewi)
        shown = client.get(url("study_visit", visit.pk))
        assert markup_errors(shown.text) == []
        assert url("approve_study_visit", visit.pk) in shown.text
        assert markup_errors(client.get(url("approve_study_visit", visit.pk)).text) == []
        answer = client.post(url("approve_study_visit", visit.pk))
        visit.refresh_from_db()
        assert answer.status_code == (200 if owes else 302)
        assert visit.state == ("asked" if owes else "approved")
        assert (visit.session is None) == owes

    def test_who_reads_no_ties_cannot_agree_to_a_known_host(self, goes, today):
        host = PersonFactory()
        visit = StudyVisitFactory(
            direction="out", group=goes.group, sentra=goes.group.sentra, host_person=host
        )
        visit.participants.create(person=goes.person)
        manager = MandateFactory(
            user=UserFactory(roles=["manager"]), place=place("35.09"), role="manager"
        ).user

        with pytest.raises(errors.HostNeedsALook):
            services.agree_to_outgoing(visit=visit, agreed_by=manager, now=NOON)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("body", ""),
            ("purpose", "wisata"),
            ("planned_on", "31/02/2026"),
            ("planned_on", "2020-01-01"),
            ("host_group", "x"),
            ("host_person", "Tidak Ada Rekaan"),
            ("host_person", "Kembar Rekaan"),
            ("host_person", "x" * 101),
            ("participants", []),
            ("participants", ["x"]),
        ],
    )
    def test_wrong_input_comes_back(self, client, dewi, goes, today, field, value):
        client.force_login(dewi)
        PersonFactory.create_batch(2, full_name="Kembar Rekaan")

        page = client.post(
            url("plan_outgoing", goes.group_id), self.said(goes, today, **{field: value})
        )

        assert page.context["form"].errors
        assert not StudyVisit.objects.exists()
