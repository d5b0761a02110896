"""Which training is needed where, and choosing participants by need."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.urls import reverse
from wagtail import hooks

from mentoring.registry.models import ConsentPurpose, ExportLog, Stratum, Tier
from mentoring.sessions.models import RunSelection
from mentoring.sessions.services.selections import choose_by_need
from mentoring.sessions.training_needs import needs_of_run
from tests.factories.accounts import UserFactory
from tests.factories.assignments import AssignmentFactory
from tests.factories.registry import (
    CensusEntryFactory,
    ConsentFactory,
    CrafterGroupFactory,
    MandateFactory,
    MembershipFactory,
    PersonFactory,
    SentraFactory,
    banyumulek,
)
from tests.factories.sessions import (
    AProgramme,
    RunParticipantFactory,
    TrainingRunFactory,
    programmes_offered,
)
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class AGap:
    missing: int
    of: int
    kind: str = "checks"

    @property
    def sentence(self):
        return f"Cek belum lulus: {self.missing} dari {self.of}."


@pytest.fixture
def shown():
    """Person key -> what she lacks, as a source beside the curriculum would say it."""
    lacking = {}

    class Source:
        def gaps(self, *, programme, people):
            known = (p.person_id for p in people if p.person_id in lacking)
            return {
                key: lacking[key] if isinstance(lacking[key], list) else [lacking[key]]
                for key in known
            }

    with hooks.register_temporarily("register_skill_gaps", lambda: Source()):
        yield lacking


@pytest.fixture
def rina():
    return MandateFactory(user=UserFactory(roles=["coordinator"])).user


@pytest.fixture
def centre():
    return SentraFactory()


@pytest.fixture
def run(client, rina):
    client.force_login(rina)
    return TrainingRunFactory(seats=2, reserve_seats=1)


def group(centre, name, tier=Tier.OTHER):
    return AssignmentFactory(group=CrafterGroupFactory(sentra=centre, name=name, tier=tier)).group


def member(name, of, **about):
    about.setdefault("user", UserFactory())
    return MembershipFactory(group=of, person=PersonFactory(full_name=name, **about)).person


def address(run):
    return reverse("mentoring_sessions:run_needs", args=[run.pk])


def listed(page):
    return [need.person.full_name for need in page.context["lines"]]


def test_groups_left_behind_stand_first_then_people_then_who_was_trained_and_shown_least(
    client, run, centre, shown
):
    weak, other = group(centre, "Manik Maduran", Tier.WEAK), group(centre, "Gaharu Lestari")
    strong = member("Ani Contoh", other)
    CensusEntryFactory(
        sentra=centre, person=strong, stratum=Stratum.ESTABLISHED, seen_on=date(2026, 1, 1)
    )
    shown[member("Budi Contoh", other).pk] = AGap(1, 4)
    shown[member("Citra Contoh", other).pk] = AGap(3, 4)
    trained = member("Dedi Contoh", other)
    shown[trained.pk] = AGap(4, 4)
    RunParticipantFactory(
        run=TrainingRunFactory(starts_on=date(2025, 2, 1), ends_on=date(2025, 3, 1)),
        person=trained,
    )
    left_behind = member("Eka Contoh", other)
    CensusEntryFactory(
        sentra=centre, person=left_behind, stratum=Stratum.LAGGING, seen_on=date(2026, 1, 1)
    )
    member("Wati Contoh", weak)

    page = client.get(address(run))

    assert markup_errors(page.text) == []
    assert listed(page) == [
        "Wati Contoh",
        "Eka Contoh",
        "Citra Contoh",
        "Budi Contoh",
        "Dedi Contoh",
        "Ani Contoh",
    ]
    assert page.context["ticked"] == {str(need.person.pk) for need in page.context["lines"][:2]}
    assert "Manik Maduran termasuk kelompok tertinggal." in page.text
    assert "Dia termasuk perajin tertinggal." in page.text
    assert "Dia sudah pernah dilatih 1 kali." in page.text
    assert "Cek belum lulus: 3 dari 4." in page.text


def test_who_lacks_half_of_everything_stands_before_who_lacks_one_thing(client, run, centre, shown):
    crafters = group(centre, "Gaharu Lestari")
    nearly, half = member("Ani Contoh", crafters), member("Budi Contoh", crafters)
    shown[nearly.pk] = [AGap(0, 4, "lessons"), AGap(0, 4), AGap(1, 1, "practice")]
    shown[half.pk] = [AGap(2, 4, "lessons"), AGap(2, 4), AGap(1, 2, "practice")]

    page = client.get(address(run))

    assert listed(page) == ["Budi Contoh", "Ani Contoh"]
    assert [str(need.share) for need in page.context["lines"]] == ["1/2", "1/3"]
    assert "Cek belum lulus: 0 dari 4." not in page.text


def test_who_left_the_training_stands_there_unticked_and_cannot_be_posted(
    client, run, centre, shown
):
    crafters = group(centre, "Gaharu Lestari")
    gone = member("Ani Contoh", crafters)
    shown[gone.pk] = AGap(4, 4)
    about = {"group": crafters, "left_on": run.starts_on, "left_reason": "Sakit"}
    place = RunParticipantFactory(run=run, person=gone, **about)

    page = client.get(address(run))
    posted = client.post(address(run), {"people": [gone.pk]})

    assert page.context["ticked"] == set()
    assert place.participant_number in str(page.context["lines"][0].refusal)
    assert posted.context["form"].errors["people"]
    place.refresh_from_db()
    assert place.has_left


def test_a_list_made_before_somebody_else_chose_passes_nobody_over_who_has_a_place(
    run, rina, centre, shown
):
    crafters = group(centre, "Gaharu Lestari")
    ani, budi = member("Ani Contoh", crafters), member("Budi Contoh", crafters)
    shown[ani.pk] = AGap(4, 4)
    needs = needs_of_run(run, [crafters])

    choose_by_need(run=run, needs=needs, chosen={ani.pk}, note="", chosen_by=rina)
    choose_by_need(run=run, needs=needs, chosen={budi.pk}, note="", chosen_by=rina)

    kept = RunSelection.objects.filter(run=run).values_list("person", "outcome")
    assert set(kept) == {(ani.pk, "chosen"), (budi.pk, "chosen")}


def test_the_choice_is_kept_with_its_reasons(client, run, centre, shown):
    ani, budi = (member(f"{name} Contoh", group(centre, name)) for name in ("Ani", "Budi"))
    shown[budi.pk] = AGap(2, 4)

    client.post(address(run), {"people": [budi.pk, ani.pk]})

    kept = RunSelection.objects.get(run=run, person=budi)
    assert (kept.rank, kept.outcome, kept.note) == (1, "chosen", "")
    assert kept.reasons == ["Dia belum pernah ikut pelatihan.", "Cek belum lulus: 2 dari 4."]
    assert {place.source for place in run.participants.all()} == {"need"}
    page = client.get(reverse("mentoring_sessions:run_choices", args=[run.pk]))
    assert "Cek belum lulus: 2 dari 4." in page.text


def test_who_is_passed_over_is_told_why(client, run, centre, shown):
    ani, budi = (member(f"{name} Contoh", group(centre, name)) for name in ("Ani", "Budi"))
    shown[budi.pk] = AGap(2, 4)

    refused = client.post(address(run), {"people": [ani.pk]})
    client.post(address(run), {"people": [ani.pk], "note": "Budi sedang panen"})

    assert "Budi Contoh" in str(refused.context["form"].non_field_errors())
    assert str(ani.pk) in refused.context["ticked"]
    assert list(run.participants.values_list("person", flat=True)) == [ani.pk]
    passed = RunSelection.objects.get(run=run, person=budi)
    assert (passed.outcome, passed.note) == ("passed_over", "Budi sedang panen")


def test_who_cannot_take_part_stands_there_with_the_reason_and_cannot_be_posted(
    client, run, centre
):
    alone = CrafterGroupFactory(sentra=centre, name="Tanpa Teman")
    waiting = member("Ani Contoh", alone)

    page = client.get(address(run))
    posted = client.post(address(run), {"people": [waiting.pk]})

    assert "Tanpa Teman" in str(page.context["lines"][0].refusal)
    assert posted.context["form"].errors["people"]
    assert not run.participants.exists()


def test_who_does_not_agree_to_be_assessed_is_ranked_by_her_group_alone(client, run, centre, shown):
    somebody = member("Ani Contoh", group(centre, "Manik Maduran", Tier.WEAK))
    shown[somebody.pk] = AGap(4, 4)
    consent = ConsentFactory(person=somebody, purpose=ConsentPurpose.MENTORING)
    consent.withdrawn_at = consent.given_at
    consent.save()

    page = client.get(address(run))

    assert page.context["lines"][0].share == 0
    assert "Cek belum lulus" not in page.text
    assert "Dia tidak setuju dinilai" in page.text


@pytest.mark.parametrize(
    "said",
    [{}, {"people": ["zzz"]}, {"people": ["00000000-0000-0000-0000-000000000000"]}],
)
def test_a_wrong_choice_is_answered_with_a_sentence(client, run, centre, said):
    member("Ani Contoh", group(centre, "Ani"))

    page = client.post(address(run), said)

    assert (page.status_code, run.participants.count()) == (200, 0)
    assert "notice-error" in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_questions(
    client, run, centre, shown, count, django_assert_num_queries
):
    for number in range(count):
        member(f"Orang {'abc'[number]} Contoh", group(centre, f"Kelompok {number}"))
    client.get(address(run))

    with django_assert_num_queries(22):
        client.get(address(run))


class TestNeedsOfACentre:
    page = reverse("mentoring_sessions:training_needs")

    def test_programmes_stand_by_how_much_is_missing_with_the_groups_that_lack(
        self, client, run, centre, shown
    ):
        weak = group(centre, "Manik Maduran", Tier.WEAK)
        shown[member("Ani Contoh", group(centre, "Gaharu Lestari")).pk] = AGap(1, 4)
        shown[member("Budi Contoh", weak).pk] = AGap(3, 4)
        group(centre, "Semua Bisa")

        with programmes_offered(AProgramme(modules=(), units=())):
            page = client.get(self.page, {"sentra": centre.pk})

        ((need, percent),) = page.context["lines"]
        assert markup_errors(page.text) == []
        assert (need.lacking, need.people, percent) == (2, 2, 50)
        assert [each.name for each in need.groups] == ["Manik Maduran", "Gaharu Lestari"]
        assert "programme_code=PROG-CONTOH" in page.text

    def test_the_form_begins_with_what_was_proposed(self, client, run):
        with programmes_offered():
            page = client.get(
                reverse("mentoring_training_run:add"),
                {"programme_code": "PROG-CONTOH", "place": run.place_id},
            )

        form = page.context["form"]
        assert form["programme_code"].value() == "PROG-CONTOH"
        assert f"{run.place_id} " in str(form["place"])

    def test_the_file_names_nobody_and_is_noted(self, client, run, centre, shown):
        shown[member("Ani Contoh", group(centre, "Gaharu Lestari")).pk] = AGap(1, 4)

        with programmes_offered(AProgramme(modules=(), units=())):
            answer = client.get(self.page, {"format": "csv", "sentra": centre.pk})
            text = b"".join(
                part if isinstance(part, bytes) else part.encode()
                for part in answer.streaming_content
            ).decode("utf-8-sig")

        assert "Produksi Manik-manik Kayu,1,1,25,Gaharu Lestari" in text
        assert "Ani" not in text
        assert ExportLog.objects.get().has_names is False

    def test_only_ones_own_craft_centres_are_read(self, client, run):
        far = SentraFactory(place=banyumulek(), name="Gerabah Jauh")

        page = client.get(self.page, {"sentra": far.pk})

        assert far not in page.context["centres"]
        assert page.context["centre"] != far

    def test_who_opens_no_training_reads_no_needs(self, client, run):
        client.force_login(UserFactory(roles=["facilitator"]))

        assert client.get(self.page).status_code == 403
