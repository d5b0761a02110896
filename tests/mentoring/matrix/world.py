"""A small world for the permissions table: of every kind of row three, seen from one actor.

"own": hers (she is the person, accompanies the group, wrote it, teaches or issues for it).
"near": somebody else's in the same village. "far": in a village on another island.
"""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.apps import apps

from mentoring.registry.models import VulnerabilityVersion
from tests.factories import assignments as assigned
from tests.factories import field, incubation, registry, reminders, sessions
from tests.factories.accounts import UserFactory
from tests.factories.asking import QuestionFactory
from tests.factories.certificates import IssuerFactory
from tests.factories.certificates import MembershipFactory as IssuerMembershipFactory
from tests.mentoring.matrix.formula_rows import FormulaRows

WHERE = ("own", "near", "far")
NOON = datetime(2026, 3, 2, 5, tzinfo=UTC)
DAY = date(2026, 3, 2)
MANDATED = ("coordinator", "evaluator", "census_taker", "programme_manager")


class World(FormulaRows):
    """Rows are made when asked for: `world.row("mentoring_registry.Person", "near")`."""

    def __init__(self, role: str) -> None:
        self.role = role
        self.actor = UserFactory(roles=[role], full_name="Pelaku Contoh")
        self.other = UserFactory()
        self._rows: dict[tuple[str, str], Any] = {}
        if role in MANDATED:
            registry.MandateFactory(user=self.actor, role=role)
        self.groups = {where: self._group(where) for where in WHERE}
        self.people = {where: self._person(where) for where in WHERE}
        self.facilitators = {where: self._facilitator(where) for where in WHERE}
        self.assignments = {where: self._assignment(where) for where in WHERE}
        self.runs = {where: self._run(where) for where in WHERE}

    def row(self, label: str, where: str) -> Any:
        if (label, where) not in self._rows:
            name = label.rpartition(".")[2]
            self._rows[label, where] = getattr(self, f"a_{name.lower()}")(where)
        return self._rows[label, where]

    def rows(self, label: str) -> dict[str, Any]:
        return {where: self.row(label, where) for where in WHERE}

    def by(self, where: str, *roles: str) -> Any:
        """Who wrote the row: the actor her own, when her role is one of those that write it."""
        return self.actor if where == "own" and self.role in roles else self.other

    # --- what everything else hangs on ---------------------------------------

    def _group(self, where: str) -> Any:
        village = registry.banyumulek() if where == "far" else registry.tutul()
        sentra = registry.SentraFactory(place=village)
        return registry.CrafterGroupFactory(sentra=sentra, hamlet=f"Dusun {where}")

    def _person(self, where: str) -> Any:
        group = self.groups[where]
        user = self.actor if where == "own" and self.role == "crafter" else UserFactory()
        person = registry.PersonFactory(place=group.sentra.place, hamlet=group.hamlet, user=user)
        registry.MembershipFactory(person=person, group=group)
        return person

    def _facilitator(self, where: str) -> Any:
        return assigned.FacilitatorFactory(
            user=(
                self.actor
                if where == "own" and self.role == "facilitator"
                else UserFactory(roles=["facilitator"])
            ),
            home_place=self.groups[where].sentra.place,
        )

    def _assignment(self, where: str) -> Any:
        return assigned.AssignmentFactory(
            facilitator=self.facilitators[where], group=self.groups[where]
        )

    def _run(self, where: str) -> Any:
        issuer = f"BLK-{where.upper()}"
        run = sessions.TrainingRunFactory(
            issuer_code=issuer, place=self.groups[where].sentra.place, number=where
        )
        if where == "own" and self.role == "instructor":
            run.instructors.add(self.actor)
        if where == "own" and self.role in ("blk_clerk", "blk_head"):
            code = {"blk_clerk": "clerk", "blk_head": "head"}[self.role]
            IssuerMembershipFactory(user=self.actor, issuer=IssuerFactory(code=issuer), role=code)
        sessions.RunParticipantFactory(run=run, person=self.people[where], group=self.groups[where])
        return run

    # --- one builder for each kind of row --------------------------------------

    def a_place(self, where: str) -> Any:
        return self.groups[where].sentra.place

    def a_sentra(self, where: str) -> Any:
        return self.groups[where].sentra

    def a_craftergroup(self, where: str) -> Any:
        return self.groups[where]

    def a_person(self, where: str) -> Any:
        return self.people[where]

    def a_membership(self, where: str) -> Any:
        return self.people[where].memberships.get()

    def a_facilitator(self, where: str) -> Any:
        return self.facilitators[where]

    def a_assignment(self, where: str) -> Any:
        return self.assignments[where]

    def a_trainingfact(self, where: str) -> Any:
        return apps.get_model("mentoring_assignments", "TrainingFact").objects.get(
            facilitator=self.facilitators[where]
        )

    def a_trainingwaiver(self, where: str) -> Any:
        return assigned.TrainingWaiverFactory(facilitator=self.facilitators[where])

    def a_leave(self, where: str) -> Any:
        return assigned.LeaveFactory(facilitator=self.facilitators[where])

    def a_question(self, where: str) -> Any:
        return QuestionFactory(group=self.groups[where], asked_by=self.by(where, "crafter"))

    def a_censusentry(self, where: str) -> Any:
        return registry.CensusEntryFactory(
            sentra=self.groups[where].sentra,
            hamlet=self.groups[where].hamlet,
            recorded_by=self.by(where, "facilitator", "census_taker"),
        )

    def a_businesstie(self, where: str) -> Any:
        return registry.BusinessTieFactory(
            from_person=self.people[where], recorded_by=self.by(where, "facilitator")
        )

    def a_vulnerabilityassessment(self, where: str) -> Any:
        model = apps.get_model("mentoring_registry", "VulnerabilityAssessment")
        return model.objects.create(
            person=self.people[where],
            version=VulnerabilityVersion.objects.first(),
            answers={},
            assessed_on=DAY,
            assessed_by=self.by(where, "facilitator"),
            recorded_at=NOON,
        )

    def a_frozenrank(self, where: str) -> Any:
        return apps.get_model("mentoring_registry", "FrozenRank").objects.create(
            cycle_key=f"cycle:{where}",
            person=self.people[where],
            rank=Decimal(1),
            n=1,
            frozen_at=NOON,
        )

    def a_reachaggregate(self, where: str) -> Any:
        counts = dict.fromkeys(
            ("listed", "guarded", "in_census", "enrolled", "accompanied", "minutes"), 0
        )
        return apps.get_model("mentoring_registry", "ReachAggregate").objects.create(
            sentra=self.groups[where].sentra,
            hamlet=self.groups[where].hamlet,
            counted_on=DAY,
            counted_at=NOON,
            **counts,
        )

    def a_equityaggregate(self, where: str) -> Any:
        return apps.get_model("mentoring_registry", "EquityAggregate").objects.create(
            sentra=self.groups[where].sentra, n=0, figures={}, counted_on=DAY, counted_at=NOON
        )

    def a_equitymonth(self, where: str) -> Any:
        return apps.get_model("mentoring_registry", "EquityMonth").objects.create(
            sentra=self.groups[where].sentra, month=DAY, n=0, counted_on=DAY, counted_at=NOON
        )

    def a_personidentifier(self, where: str) -> Any:
        return registry.PersonIdentifierFactory(person=self.people[where])

    def a_consent(self, where: str) -> Any:
        text = registry.ConsentTextFactory._meta.model.objects.first()
        text = text or registry.ConsentTextFactory()
        return registry.ConsentFactory(person=self.people[where], text=text, purpose=text.purpose)

    def a_erasurerequest(self, where: str) -> Any:
        return apps.get_model("mentoring_registry", "ErasureRequest").objects.create(
            person=self.people[where], asked_by=self.other, asked_at=NOON
        )

    def a_datacopy(self, where: str) -> Any:
        return apps.get_model("mentoring_registry", "DataCopy").objects.create(
            person=self.people[where], asked_by=self.other, asked_at=NOON
        )

    def a_complaint(self, where: str) -> Any:
        return registry.ComplaintFactory(place=self.groups[where].sentra.place)

    def a_groupdocument(self, where: str) -> Any:
        return self._paper("GroupDocument", kind="rules", group=self.groups[where])

    def a_clusterdocument(self, where: str) -> Any:
        cluster = self.row("mentoring_registry.BusinessCluster", where)
        return self._paper("ClusterDocument", kind="statutes", cluster=cluster)

    def _paper(self, name: str, **of: Any) -> Any:
        return apps.get_model("mentoring_registry", name).objects.create(
            dated_on=DAY, file="x.pdf", suffix=".pdf", uploaded_at=NOON, **of
        )

    def a_grouplineage(self, where: str) -> Any:
        return registry.GroupLineageFactory(
            parent=self.groups[where],
            child=registry.CrafterGroupFactory(sentra=self.groups[where].sentra),
        )

    def a_membershipproposal(self, where: str) -> Any:
        return registry.MembershipProposalFactory(
            group=self.groups[where],
            person=registry.PersonFactory(place=self.groups[where].sentra.place),
            proposed_by=self.by(where, "facilitator"),
        )

    def a_businesscluster(self, where: str) -> Any:
        cluster = registry.BusinessClusterFactory(place=self.groups[where].sentra.place)
        registry.ClusterMembershipFactory(cluster=cluster, group=self.groups[where])
        registry.BoardSeatFactory(cluster=cluster, person=self.people[where])
        return cluster

    def a_clustermembership(self, where: str) -> Any:
        cluster = self.row("mentoring_registry.BusinessCluster", where)
        return apps.get_model("mentoring_registry", "ClusterMembership").objects.get(
            cluster=cluster
        )

    def a_boardseat(self, where: str) -> Any:
        cluster = self.row("mentoring_registry.BusinessCluster", where)
        return apps.get_model("mentoring_registry", "BoardSeat").objects.get(cluster=cluster)

    def a_duplicatecase(self, where: str) -> Any:
        twin = registry.PersonFactory(place=self.groups[where].sentra.place)
        first, second = sorted((self.people[where], twin), key=lambda person: person.pk)
        return apps.get_model("mentoring_registry", "DuplicateCase").objects.create(
            person_a=first, person_b=second, reason="name", score=50
        )

    def a_importbatch(self, where: str) -> Any:
        return apps.get_model("mentoring_registry", "ImportBatch").objects.create(
            kind="census",
            file="x.csv",
            file_name="x.csv",
            uploaded_by=self.actor if where == "own" else self.other,
        )

    def a_exportlog(self, where: str) -> Any:
        return apps.get_model("mentoring_registry", "ExportLog").objects.create(
            register="person",
            format="csv",
            has_names=False,
            row_count=1,
            exported_by=self.actor if where == "own" else self.other,
        )

    def a_mandate(self, where: str) -> Any:
        model = registry.MandateFactory._meta.model
        if where == "own" and self.role in MANDATED:
            return model.objects.get(user=self.actor)
        return registry.MandateFactory(user=UserFactory(), place=self.a_place(where))

    def a_device(self, where: str) -> Any:
        return field.DeviceFactory(user=self.facilitators[where].user)

    def a_envelope(self, where: str) -> Any:
        return field.EnvelopeFactory(device=self.row("mentoring_field.Device", where))

    def a_conflict(self, where: str) -> Any:
        return field.ConflictFactory(envelope=self.row("mentoring_field.Envelope", where))

    def a_mentoringsession(self, where: str) -> Any:
        if where == "own" and self.role == "instructor":
            return sessions.RunSessionFactory(run=self.runs[where])
        return sessions.VisitFactory(
            group=self.groups[where], recorded_by=self.by(where, "facilitator")
        )

    def a_attendance(self, where: str) -> Any:
        return sessions.AttendanceFactory(
            session=self.row("mentoring_sessions.MentoringSession", where),
            person=self.people[where],
        )

    def a_evidence(self, where: str) -> Any:
        return apps.get_model("mentoring_sessions", "Evidence").objects.create(
            session=self.row("mentoring_sessions.MentoringSession", where),
            photo="x.jpg",
            sha256=where,
            original_sha256=where,
            recorded_by=self.other,
            recorded_at=NOON,
            received_at=NOON,
        )

    def a_voicenote(self, where: str) -> Any:
        return apps.get_model("mentoring_sessions", "VoiceNote").objects.create(
            session=self.row("mentoring_sessions.MentoringSession", where),
            sha256=where,
            recorded_by=self.other,
            recorded_at=NOON,
            received_at=NOON,
        )

    def a_sessioncorrection(self, where: str) -> Any:
        return apps.get_model("mentoring_sessions", "SessionCorrection").objects.create(
            session=self.row("mentoring_sessions.MentoringSession", where),
            before={},
            after={},
            digest=where,
            reason="Salah tanggal",
            asked_by=self.other,
            asked_at=NOON,
        )

    def a_sessionduplicate(self, where: str) -> Any:
        first, second = sorted(
            sessions.VisitFactory.create_batch(2, group=self.groups[where]),
            key=lambda each: each.pk,
        )
        return apps.get_model("mentoring_sessions", "SessionDuplicate").objects.create(
            first=first, second=second, found_at=NOON
        )

    def a_backcheck(self, where: str) -> Any:
        session = sessions.VisitFactory(group=self.groups[where])
        return apps.get_model("mentoring_sessions", "BackCheck").objects.create(
            session=session,
            facilitator=session.recorded_by,
            month=session.happened_on.replace(day=1),
            drawn_at=NOON,
            assigned_to=self.by(where, "facilitator"),
        )

    def a_followup(self, where: str) -> Any:
        return sessions.FollowUpFactory(group=self.groups[where])

    def a_clustermeeting(self, where: str) -> Any:
        return apps.get_model("mentoring_sessions", "ClusterMeeting").objects.create(
            cluster=self.row("mentoring_registry.BusinessCluster", where),
            happened_on=DAY,
            people_came=5,
            recorded_by=self.other,
            recorded_at=NOON,
            received_at=NOON,
        )

    def a_season(self, where: str) -> Any:
        return sessions.SeasonFactory(sentra=self.groups[where].sentra)

    def a_studyvisit(self, where: str) -> Any:
        group = self.groups[where]
        return sessions.StudyVisitFactory(group=group, sentra=group.sentra)

    def a_reminder(self, where: str) -> Any:
        user = self.actor if where == "own" else self.other
        return reminders.ReminderFactory(user=user, group=self.groups[where])

    def a_visitplan(self, where: str) -> Any:
        return sessions.VisitPlanFactory(group=self.groups[where])

    def a_trainingrun(self, where: str) -> Any:
        return self.runs[where]

    def a_runparticipant(self, where: str) -> Any:
        return self.runs[where].participants.get()

    def a_runreadiness(self, where: str) -> Any:
        return apps.get_model("mentoring_sessions", "RunReadiness").objects.create(
            run=self.runs[where],
            line="place",
            is_ready=True,
            answered_by=self.other,
            answered_at=NOON,
        )

    def a_runmaterial(self, where: str) -> Any:
        return apps.get_model("mentoring_sessions", "RunMaterial").objects.create(
            run=self.runs[where], name="Kayu", quantity=2, unit="kg"
        )

    def a_runregistration(self, where: str) -> Any:
        return sessions.RunRegistrationFactory(run=self.runs[where])

    def a_runselection(self, where: str) -> Any:
        return sessions.RunSelectionFactory(
            run=self.runs[where], person=self.people[where], group=self.groups[where]
        )

    def a_attendancepaper(self, where: str) -> Any:
        return sessions.AttendancePaperFactory(
            run=self.runs[where], asked_by=self.actor if where == "own" else self.other
        )

    def a_cycle(self, where: str) -> Any:
        return self.row("mentoring_incubation.CycleEnrolment", where).cycle

    def a_cycleenrolment(self, where: str) -> Any:
        place = self.groups[where].sentra.place
        return incubation.CycleEnrolmentFactory(
            group=self.groups[where], cycle=incubation.CycleFactory(place=place)
        )

    def a_round(self, where: str) -> Any:
        return incubation.submitted_round(
            self.row("mentoring_incubation.CycleEnrolment", where),
            rater=self.facilitators[where].user,
        )

    def a_evaluation(self, where: str) -> Any:
        return incubation.locked_evaluation(self.row("mentoring_incubation.CycleEnrolment", where))

    def a_evaluationpaper(self, where: str) -> Any:
        return incubation.EvaluationPaperFactory(
            evaluation=self.row("mentoring_incubation.Evaluation", where),
            asked_by=self.actor if where == "own" else self.other,
        )

    def a_amendment(self, where: str) -> Any:
        evaluation = self.row("mentoring_incubation.Evaluation", where)
        return apps.get_model("mentoring_incubation", "Amendment").objects.create(
            evaluation=evaluation,
            reason="x",
            was_locked=True,
            digest_before=evaluation.digest,
            requested_by=self.other,
            requested_at=evaluation.opened_at,
        )

    def a_gatedecision(self, where: str) -> Any:
        return apps.get_model("mentoring_incubation", "GateDecision").objects.create(
            enrolment=self.row("mentoring_incubation.CycleEnrolment", where),
            gate="G0",
            outcome="pass",
            from_state="selected",
            to_state="diagnosis",
            decider=self.other,
            memo="x",
            decided_on=DAY,
        )
