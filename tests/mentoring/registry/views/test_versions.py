"""New words of consents and new questions on vulnerability: written once, read for ever."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from mentoring.registry.errors import (
    QuestionsIncomplete,
    QuestionsUnchanged,
    VersionBeginsTooEarly,
    WordsInIndonesianFirst,
    WordsUnchanged,
)
from mentoring.registry.models import (
    Consent,
    ConsentMode,
    ConsentPurpose,
    ConsentText,
    VulnerabilityVersion,
)
from mentoring.registry.services import (
    add_vulnerability_version,
    assess_person,
    newest_text,
    questions_on,
    write_consent_text,
)
from tests.factories.accounts import UserFactory
from tests.factories.registry import ConsentFactory, PersonFactory
from tests.markup import markup_errors

pytestmark = pytest.mark.django_db

A_DAY = timedelta(days=1)


@pytest.fixture
def definition():
    return deepcopy(VulnerabilityVersion.objects.order_by("number").last().definition)


def filled(form):
    """What a browser sends back of `form`: every field as it stands."""
    sent = {}
    for field in form:
        value = field.value()
        if value is True:
            sent[field.html_name] = "on"
        elif value is not None and value is not False:
            sent[field.html_name] = value.isoformat() if hasattr(value, "isoformat") else value
    return sent


class TestWordsOfConsents:
    def write(self, by, **words):
        return write_consent_text(purpose=ConsentPurpose.PHOTO, words=words, written_by=by)

    def test_new_words_stand_beside_the_old_and_are_asked_from_now_on(self, rini):
        old = newest_text(purpose=ConsentPurpose.PHOTO, language="id")
        consent = ConsentFactory(purpose=ConsentPurpose.PHOTO, text=old)

        written = self.write(rini, id="Boleh difoto?", en="May we take photographs?")

        assert [(one.version, one.language) for one in written] == [(2, "id"), (2, "en")]
        assert newest_text(purpose=ConsentPurpose.PHOTO, language="en").text == (
            "May we take photographs?"
        )
        consent.refresh_from_db()
        assert (consent.text, consent.withdrawn_at) == (old, None)

    def test_words_without_english_fall_back_to_indonesian(self, rini):
        self.write(rini, id="Boleh difoto?", en=" ")

        assert newest_text(purpose=ConsentPurpose.PHOTO, language="en").text == "Boleh difoto?"

    def test_the_same_words_again_and_none_at_all_are_refused(self, rini):
        self.write(rini, id="Boleh difoto?")

        with pytest.raises(WordsUnchanged):
            self.write(rini, id=" Boleh difoto? ", en="")
        with pytest.raises(WordsInIndonesianFirst):
            self.write(rini, id="", en="May we?")

    def test_a_manager_writes_them_beginning_with_those_of_now(self, client, rini):
        client.force_login(rini)
        address = reverse("mentoring_consent_text:add") + "?purpose=foto"
        form = client.get(address).context["form"]
        assert "Foto saya" in form["text_id"].value()

        answer = client.post(address, {**filled(form), "text_id": "Boleh difoto?", "text_en": ""})

        text = ConsentText.objects.get(purpose="foto", version=2)
        assert answer.headers["Location"] == reverse(
            "mentoring_consent_text:inspect", args=[text.pk]
        )
        page = client.get(answer.headers["Location"])
        assert "Boleh difoto?" in page.text
        assert markup_errors(page.text) == []

    def test_english_of_an_older_promise_is_not_offered_beside_the_new_one(self, client, rini):
        self.write(rini, id="Boleh difoto?")
        client.force_login(rini)

        form = client.get(reverse("mentoring_consent_text:add") + "?purpose=foto").context["form"]

        assert (form["text_id"].value(), form["text_en"].value()) == ("Boleh difoto?", None)

    @pytest.mark.parametrize(
        "wrong",
        [{"purpose": "apa"}, {"text_id": ""}, {"text_id": "x" * 4001}, {"text_en": "x" * 4001}],
    )
    def test_wrong_input_is_said_on_the_form(self, client, rini, wrong):
        client.force_login(rini)
        sent = {"purpose": "foto", "text_id": "Boleh difoto?", "text_en": "May we?"}

        answer = client.post(reverse("mentoring_consent_text:add"), {**sent, **wrong})

        assert list(answer.context["form"].errors) == list(wrong)
        assert not ConsentText.objects.filter(version=2).exists()

    def test_the_words_of_now_again_are_refused_on_the_form(self, client, rini):
        client.force_login(rini)
        address = reverse("mentoring_consent_text:add") + "?purpose=foto"

        answer = client.post(address, filled(client.get(address).context["form"]))

        assert "versi 1" in str(answer.context["form"].non_field_errors())

    def test_who_read_other_words_meanwhile_reads_the_new_ones_first(self, client, rini):
        her = PersonFactory(user=UserFactory(roles=["crafter"]))
        client.force_login(her.user)
        address = reverse("mentoring_registry:my_consent", args=["foto"])
        shown = client.get(address).context["text"]
        self.write(rini, id="Boleh difoto?")

        answer = client.post(address, {"answer": "yes", "text": shown.pk})

        assert "Boleh difoto?" in answer.text
        assert not Consent.objects.filter(person=her).exists()
        client.post(address, {"answer": "yes", "text": answer.context["text"].pk})
        assert Consent.objects.get(person=her).text.version == 2


class TestQuestionsOnVulnerability:
    def add(self, by, definition, starts_on=None):
        return add_vulnerability_version(
            definition=definition,
            starts_on=starts_on or timezone.localdate(),
            added_by=by,
            now=timezone.now(),
        )

    def test_a_new_version_is_asked_from_its_first_day_on(self, rini, definition):
        today = timezone.localdate()
        definition["questions"][0]["weight"] = 5

        version = self.add(rini, definition, today + A_DAY)

        assert (version.number, version.definition["number"]) == (2, 2)
        assert [questions_on(today).number, questions_on(today + A_DAY).number] == [1, 2]
        assert VulnerabilityVersion.objects.get(number=1).last_day == today

    def test_what_was_assessed_keeps_its_own_questions(self, rini, eko, definition):
        kept = assess_person(
            person=PersonFactory(),
            answers={"ORDER": "own"},
            assessed_on=timezone.localdate(),
            assessed_by=eko,
            now=timezone.now(),
        )
        before = deepcopy(kept.version.definition)
        definition["questions"][0]["weight"] = 5
        self.add(rini, definition)

        kept.refresh_from_db()

        assert (kept.version.number, kept.version.definition) == (1, before)

    def change(self, client, days, **changes):
        """Publish what the form begins with and `changes`, asked from in `days` days on."""
        address = reverse("mentoring_vulnerability_version:add")
        sent = filled(client.get(address).context["form"])
        starts_on = timezone.localdate() + days * A_DAY

        answer = client.post(address, {**sent, "starts_on": starts_on.isoformat(), **changes})

        assert answer.status_code == 302
        newest = VulnerabilityVersion.objects.order_by("number").last()
        return newest.definition["questions"]

    def test_the_code_of_a_dropped_answer_is_never_given_again(self, client, rini):
        client.force_login(rini)
        self.change(client, 0, q1o3_id="Keempat", q1o3_points="90")
        self.change(client, 1, q1o3_id="")

        asked = self.change(client, 2, q1o3_id="Lain", q1o3_points="10")[1]

        assert [option["code"] for option in asked["options"]][3:] == ["a2"]

    def test_the_code_of_a_dropped_question_is_never_given_again(self, client, rini, definition):
        client.force_login(rini)
        last = len(definition["questions"])
        a_question = {
            f"q{last}_id": "Air?",
            f"q{last}o0_id": "Ada",
            f"q{last}o1_id": "Tidak",
            f"q{last}o1_points": "100",
        }
        self.change(client, 0, **a_question)
        self.change(client, 1, **{f"q{last}_id": ""})

        asked = self.change(client, 2, **a_question)

        assert asked[-1]["code"] == "Q2"
        assert [option["code"] for option in asked[-1]["options"]] == ["a1", "a2"]

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda one: one["questions"].clear(),
            lambda one: one["questions"][0]["options"].__delitem__(slice(1, None)),
            lambda one: one["questions"][0]["options"][0].update(points=101),
            lambda one: one["questions"][0]["options"][0].update(text={"en": "Own"}),
            lambda one: one["questions"][1].update(code=one["questions"][0]["code"]),
            lambda one: one["questions"][0]["options"][1].update(
                code=one["questions"][0]["options"][0]["code"]
            ),
            lambda one: one["cuts"][1].update({"from": 50}),
            lambda one: one.update(answered_percent=0),
            lambda one: [question.update(weight=0) for question in one["questions"]],
            lambda one: [
                option.pop("stratum", None)
                for question in one["questions"]
                for option in question["options"]
            ],
        ],
    )
    def test_nobody_is_judged_by_half_a_version(self, rini, definition, spoil):
        spoil(definition)

        with pytest.raises(QuestionsIncomplete):
            self.add(rini, definition)

        assert VulnerabilityVersion.objects.count() == 1

    def test_the_same_questions_again_are_refused(self, rini, definition):
        with pytest.raises(QuestionsUnchanged):
            self.add(rini, definition)

    def test_no_day_that_was_asked_by_others_is_asked_anew(self, rini, definition):
        definition["questions"][0]["weight"] = 5
        with pytest.raises(VersionBeginsTooEarly):
            self.add(rini, definition, timezone.localdate() - A_DAY)
        self.add(rini, definition, timezone.localdate() + 5 * A_DAY)
        definition["questions"][0]["weight"] = 4
        with pytest.raises(VersionBeginsTooEarly):
            self.add(rini, definition, timezone.localdate() + 5 * A_DAY)

    def test_a_manager_changes_a_copy_adds_and_leaves_out(self, client, rini, definition):
        client.force_login(rini)
        address = reverse("mentoring_vulnerability_version:add")
        page = client.get(address)
        assert markup_errors(page.text) == []
        sent = filled(page.context["form"])
        last = len(definition["questions"])
        sent |= {
            "q0_weight": "3",
            "q1_id": "",
            "lagging_from": "60",
            f"q{last}_id": "Air bersih di rumah?",
            f"q{last}_en": "Clean water at home?",
            f"q{last}o0_id": "Ada",
            f"q{last}o1_id": "Tidak",
            f"q{last}o1_points": "100",
        }

        answer = client.post(address, sent)

        version = VulnerabilityVersion.objects.get(number=2)
        assert answer.headers["Location"] == reverse(
            "mentoring_vulnerability_version:inspect", args=[version.pk]
        )
        asked = version.definition["questions"]
        expected = [one["code"] for one in definition["questions"]]
        assert [one["code"] for one in asked] == [expected[0], *expected[2:], "Q1"]
        assert asked[0] == {**definition["questions"][0], "weight": 3}
        assert asked[-1] == {
            "code": "Q1",
            "weight": 1,
            "text": {"id": "Air bersih di rumah?", "en": "Clean water at home?"},
            "options": [
                {"code": "a1", "points": 0, "text": {"id": "Ada"}},
                {"code": "a2", "points": 100, "text": {"id": "Tidak"}},
            ],
        }
        assert version.definition["cuts"][-1] == {"stratum": "tertinggal", "from": 60}
        shown = client.get(answer.headers["Location"])
        assert "Air bersih di rumah?" in shown.text
        assert markup_errors(shown.text) == []

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("starts_on", "2026-02-31"),
            ("answered_percent", "101"),
            ("growing_from", "banyak"),
            ("lagging_from", ""),
            ("q0_weight", "10"),
            ("q0_id", "x" * 201),
            ("q0o0_points", "-1"),
            ("q0o0_en", "x" * 201),
        ],
    )
    def test_wrong_input_is_said_at_its_field(self, client, rini, field, value):
        client.force_login(rini)
        address = reverse("mentoring_vulnerability_version:add")

        answer = client.post(address, {**filled(client.get(address).context["form"]), field: value})

        assert list(answer.context["form"].errors) == [field]
        assert VulnerabilityVersion.objects.count() == 1

    def test_what_a_colleague_published_meanwhile_is_told_and_nothing_changes_its_place(
        self, client, rini, definition
    ):
        client.force_login(rini)
        address = reverse("mentoring_vulnerability_version:add")
        mine = {**filled(client.get(address).context["form"]), "q1_weight": "7"}
        her_own = deepcopy(definition)
        del her_own["questions"][0]
        self.add(rini, her_own)

        told = client.post(address, mine)

        assert "2" in str(told.context["form"].non_field_errors())
        assert VulnerabilityVersion.objects.count() == 2
        kept = filled(told.context["form"])
        assert {name: str(value) for name, value in kept.items() if name != "seen"} == {
            name: str(value) for name, value in mine.items() if name != "seen"
        }
        tomorrow = timezone.localdate() + 2 * A_DAY

        client.post(address, {**kept, "starts_on": tomorrow.isoformat()})

        asked = VulnerabilityVersion.objects.get(number=3).definition["questions"]
        assert [one["code"] for one in asked] == [one["code"] for one in definition["questions"]]
        assert asked[1] == {**definition["questions"][1], "weight": 7}

    def test_a_refusal_returns_to_the_form(self, client, rini):
        client.force_login(rini)
        address = reverse("mentoring_vulnerability_version:add")

        answer = client.post(address, filled(client.get(address).context["form"]))

        assert "versi 1" in str(answer.context["form"].non_field_errors())


REGISTERS = ("mentoring_consent_text", "mentoring_vulnerability_version")


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        ("programme_manager", 200, 200),
        ("administrator", 200, 200),
        ("auditor", 200, 302),
        ("coordinator", 302, 302),
        ("blk_clerk", 302, 302),
    ],
)
def test_managers_write_auditors_read_others_get_nothing(client, register, role, reads, writes):
    client.force_login(UserFactory(roles=[role]))

    assert client.get(reverse(f"{register}:index")).status_code == reads
    assert client.get(reverse(f"{register}:add")).status_code == writes


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("act", ["edit", "delete", "copy"])
def test_there_is_no_address_that_changes_one(register, act):
    with pytest.raises(NoReverseMatch):
        reverse(f"{register}:{act}", args=[1])


@pytest.mark.parametrize("register", REGISTERS)
@pytest.mark.parametrize("more", [0, 3])
def test_the_list_asks_the_same_for_any_number_of_versions(
    client, rini, register, more, definition, django_assert_num_queries
):
    for number in range(more):
        write_consent_text(
            purpose=ConsentPurpose.PHOTO, words={"id": f"Boleh {number}?"}, written_by=rini
        )
        VulnerabilityVersion.objects.create(
            number=number + 2, starts_on=timezone.localdate(), definition=definition
        )
    client.force_login(rini)
    client.get(reverse(f"{register}:index"))

    with django_assert_num_queries(11):
        client.get(reverse(f"{register}:index"))


def test_a_signed_yes_belongs_to_the_words_that_were_read(rini):
    text = newest_text(purpose=ConsentPurpose.RESEARCH, language="id")
    consent = ConsentFactory(purpose="riset", text=text, mode=ConsentMode.WITNESSED, witness="Bu A")

    write_consent_text(
        purpose=ConsentPurpose.RESEARCH, words={"id": "Boleh diteliti?"}, written_by=rini
    )

    assert Consent.objects.get(pk=consent.pk).text.version == 1
