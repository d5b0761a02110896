import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data

from curriculum.lesson_check import check_page
from curriculum.models import ModuleRelease
from curriculum.prerequisites import way_back
from curriculum.services import publish_module
from tests.factories.curriculum import module


@pytest.mark.parametrize(
    ("wanted", "needs", "way"),
    [
        ([], {}, None),
        ([2], {}, None),
        ([2, 3], {2: [4], 3: [4]}, None),
        ([1], {}, [1, 1]),
        ([2], {2: [1]}, [1, 2, 1]),
        ([2, 5], {2: [3], 3: [4], 4: [1], 5: [1]}, [1, 5, 1]),
        ([2], {1: [9], 9: [1]}, None),
        ([2], {2: [3], 3: [2]}, None),
    ],
    ids=[
        "nothing",
        "one",
        "two ways to one",
        "itself",
        "each other",
        "the shortest",
        "what it needed before",
        "a ring of others",
    ],
)
def test_the_way_back_to_a_module_is_found(wanted, needs, way):
    assert way_back(1, wanted, needs) == way


@pytest.fixture
def chain(db):
    """M03 needs M02, which needs M01."""
    first = module("M01", title="Pilih kayu")
    second = module("M02", title="Potong kayu", prerequisites=[first])
    third = module("M03", title="Bor manik", prerequisites=[second])
    return first, second, third


def edit(client, page, *, needs=(), **more):
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    none = dict.fromkeys(("INITIAL_FORMS", "TOTAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS"), 0)
    posted = {
        "title": page.title,
        "slug": page.slug,
        "code": page.code,
        "craft": page.craft,
        "level": page.level,
        "jp": "40",
        "summary": page.summary,
        "cover": page.cover_id,
        "cover_alt": page.cover_alt,
        "change_kind": "minor",
        "comments": none,
        **more,
    }
    ticked = {"prerequisites": [each.pk for each in needs]}
    return client.post(url, nested_form_data(posted) | ticked)


def test_a_published_module_keeps_what_is_read_before_it(chain):
    first, second, _third = chain
    second.refresh_from_db()

    assert list(second.prerequisites.all()) == [first]


@pytest.mark.parametrize("button", [{"action-publish": "Publish"}, {}], ids=["publish", "draft"])
def test_the_editor_refuses_a_ring_and_names_it(admin_client, chain, button):
    first, _second, third = chain

    answer = edit(admin_client, first, needs=[third], **button)

    said = "Pilih kayu → Bor manik → Potong kayu → Pilih kayu"
    assert said in answer.content.decode()
    first.refresh_from_db()
    assert list(first.prerequisites.all()) == []


def test_the_editor_publishes_what_is_no_ring(admin_client, chain):
    other = module("M04", title="Amplas")

    edit(admin_client, other, needs=[chain[2]], **{"action-publish": "Publish"})

    other.refresh_from_db()
    assert list(other.prerequisites.all()) == [chain[2]]


def test_two_drafts_that_make_a_ring_are_not_both_published(chain):
    first, _second, third = chain
    first.prerequisites.set([third])
    releases = ModuleRelease.objects.count()

    with pytest.raises(ValidationError) as refusal:
        publish_module(module=first)

    assert [error.code for error in refusal.value.error_dict["prerequisites"]] == ["ring"]
    assert ModuleRelease.objects.count() == releases


def test_a_draft_that_became_a_ring_meanwhile_is_mended_in_the_editor(admin_client, chain):
    first, _second, third = chain
    first.prerequisites.set([third])
    first.save_revision(clean=False)

    answer = edit(admin_client, first, needs=[], **{"action-publish": "Publish"})

    assert answer.status_code == 302
    first.refresh_from_db()
    assert not first.has_unpublished_changes


@pytest.mark.django_db
def test_a_module_says_what_its_lessons_may_weigh():
    lesson = module("M02", data_budget_kb=0).get_lessons()[0]

    # The editor knows the module as a plain page.
    check = check_page(lesson, lesson.get_parent())

    assert (check.budget, check.findings[0].code) == (0, "too_heavy")
