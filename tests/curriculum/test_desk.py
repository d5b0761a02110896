import pytest

from curriculum.desk import desk_items
from tests.curriculum.readers import answers, does, reading_of
from tests.factories.accounts import UserFactory
from tests.factories.curriculum import module

pytestmark = pytest.mark.django_db


def shown(user, today):
    return [(item.label, item.sentence, item.url) for item in desk_items(user, today)]


def test_a_reader_finds_her_lessons(ruminah, today):
    assert shown(ruminah, today) == [("Pelajaran", "Baca dan dengarkan", "/pelajaran/")]


def test_what_she_began_is_named_until_it_is_done(ruminah, today):
    page = module()
    answers(ruminah, reading_of(page))
    begun = shown(ruminah, today)[0][1]
    does(ruminah, reading_of(page))

    assert begun == "Teruskan: 1 belum selesai"
    assert shown(ruminah, today)[0][1] == "Baca dan dengarkan"


def test_authors_also_find_where_lessons_are_written(today):
    assert [label for label, _s, _u in shown(UserFactory(roles=["author"]), today)] == [
        "Pelajaran",
        "Tulis pelajaran",
    ]


@pytest.mark.parametrize("count", [0, 1, 30])
def test_it_costs_one_query(ruminah, today, count, django_assert_num_queries):
    for number in range(count):
        answers(ruminah, reading_of(module(f"M{number:02}")))
    ruminah.has_perm("curriculum.add_sound")  # asked once a request, for all tiles
    list(desk_items(ruminah, today))  # whether anything is pinned at all is kept

    with django_assert_num_queries(1):
        list(desk_items(ruminah, today))
