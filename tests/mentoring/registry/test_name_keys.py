import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from mentoring.registry.models import CrafterGroup, Person
from mentoring.registry.name_keys import name_key, search_condition, word_key
from tests.factories.assignments import FacilitatorFactory
from tests.factories.registry import CrafterGroupFactory, MandateFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "also_written"),
    [
        ("Ruminah", "Rumina"),
        ("Ruminah", "Hj. Roeminah"),
        ("Ruminah", "RUMINNAH"),
        ("H.Ahmad Saleh", "Achmad Shaleh"),
        ("Djoko Soejono", "Joko Sujono"),
        ("Tjokro", "Cokro"),
        ("Jusuf", "Yusup"),
        ("Khadijah", "Hadija"),
        ("Moh. Zaenal Arifin", "Muhammad Saenal Aripin, S.Pd."),
        ("Suwarno", "Suarno"),
        ("Sariyah", "Sariah"),
        ("Inaq Sahnim", "Sahnim"),
        ("Lalu Marzuki", "Marzuqi"),
        ("Ibu Sutini", "Sutini"),
        ("Achmad", "Ahmat"),
    ],
)
def test_one_name_written_in_two_ways_has_one_key(written, also_written):
    assert name_key(written) == name_key(also_written)


@pytest.mark.parametrize(
    ("one", "another"), [("Sutini", "Sutina"), ("Marni", "Marno"), ("Buhari", "Bahari")]
)
def test_names_of_different_people_have_different_keys(one, another):
    assert name_key(one) != name_key(another)


def test_somebody_called_by_a_title_alone_is_still_found():
    assert name_key("Baiq") == "bek"


@given(st.text(max_size=100))
def test_a_key_is_words_with_one_space_between(text):
    assert name_key(text) == " ".join(name_key(text).split())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=30))
def test_small_and_capital_letters_sound_alike(word):
    assert word_key(word) == word_key(word.upper())


def test_a_key_is_written_with_every_row_also_in_bulk():
    PersonFactory(full_name="Hj. Ruminah")
    Person.objects.bulk_create([Person(full_name="Roemina", hamlet="Krajan")])
    group = CrafterGroupFactory(name="Ronce Melati")
    group.name = "Ronce Melatih"
    group.save()

    assert set(Person.objects.values_list("name_key", flat=True)) == {"rumina"}
    assert CrafterGroup.objects.get().name_key == "ronce melati"


def test_a_search_finds_a_name_however_it_is_spelled():
    ruminah = PersonFactory(full_name="Ruminah Contoh", hamlet="Krajan")
    PersonFactory(full_name="Sutini Contoh", hamlet="Krajan")
    columns = ("full_name", "name_key", "hamlet")

    for words in ("Rumina", "ROEMINAH", "bu ruminah contoh", "rumi", "contoh rumina", "umina"):
        assert list(Person.objects.filter(search_condition(words, columns))) == [ruminah], words
    assert Person.objects.filter(search_condition("krajan", columns)).count() == 2
    assert Person.objects.filter(search_condition("ruminah sutini", columns)).count() == 0


@pytest.mark.parametrize("register", ["mentoring_facilitator", "mentoring_mandate"])
def test_people_of_the_site_are_found_by_sound_in_lists_that_name_them(register, client, rini, sri):
    other = FacilitatorFactory(user__full_name="Buhari Contoh")
    for facilitator in (sri, other):
        MandateFactory(user=facilitator.user, role="evaluator")
    client.force_login(rini)

    found = client.get(reverse(f"{register}:index"), {"q": "Bu SRI pendampingh"})

    assert [row.user for row in found.context["object_list"]] == [sri.user]


def test_a_search_for_nothing_finds_everybody_and_for_marks_nobody():
    PersonFactory()

    assert Person.objects.filter(search_condition("  ", ("name_key",))).count() == 1
    assert Person.objects.filter(search_condition("%", ("name_key",))).count() == 0
