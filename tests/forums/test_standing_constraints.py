"""What never may be false of a standing answer, in the database itself."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from content.models import Entry
from forums.models import Source, Standing
from register.models import Organisation
from tests import factories
from tests.forums.standings import answered_by, make_scene, make_standing, other_association

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(places):
    return make_scene(places)


def draft(scene, **fields):
    return Standing.objects.create(
        kind=fields.pop("kind", "standing"), author=scene.editor, title="Ko plaća?", thread=scene.thread, **fields
    )


def refuses(name, change):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        change()


def test_the_entry_is_of_that_kind(scene):
    refuses("standing_is_a_standing", lambda: draft(scene, kind="practice"))


def test_it_stands_by_itself(scene):
    refuses("entry_stands_where_its_kind_does", lambda: draft(scene, root=scene.thread, parent=scene.thread))


def test_it_holds_in_one_place(scene, places):
    refuses("standing_holds_in_one_place", lambda: draft(scene, entity=places.fbih, municipality=places.tesanj))


def test_only_an_association_edits(scene):
    network = Organisation.objects.create(slug="mreza", name="Mreža", kind="mreza")
    refuses("standing_edited_by_an_association", lambda: draft(scene, edited_for=network))


@pytest.mark.parametrize("where", ["entity", "canton", "municipality"])
def test_and_none_for_another_entity(scene, places, where):
    held = {"entity": places.fbih, "canton": places.tesanj.canton, "municipality": places.tesanj}[where]
    refuses(
        "standing_edited_by_an_association",
        lambda: draft(scene, edited_for=other_association(places), **{where: held}),
    )
    assert draft(scene, edited_for=places.savez, **{where: held}).pk


def test_all_of_the_country_is_for_both(scene, places):
    assert draft(scene, edited_for=other_association(places)).pk


def test_nobody_is_asked_without_a_doubt(scene):
    refuses("standing_asked_about_a_doubt", lambda: draft(scene, check_asked_on=timezone.now()))


def test_it_rests_on_answers_of_its_thread(scene, member):
    other = factories.make_entry(member, model=type(scene.thread), kind="question", title="Drugo?", status="published")
    elsewhere = answered_by(scene.helper, other)
    standing = draft(scene)
    refuses("source_of_its_thread", lambda: Source.objects.create(standing=standing, answer=elsewhere))
    Source.objects.create(standing=standing, answer=scene.helped)
    refuses("source_once", lambda: Source.objects.create(standing=standing, answer=scene.helped))


def test_it_is_published_with_what_it_rests_on(scene):
    standing = draft(scene, body="Vlasnik.")
    refuses("standing_rests_on_answers", lambda: factories.bring(standing, "published"))
    Source.objects.create(standing=standing, answer=scene.helped)
    factories.bring(standing, "published")
    standing.sources.all().delete()  # whoever answered took it along
    Entry.objects.filter(pk=standing.pk).update(useful_count=1)


def test_nothing_stands_below_it(scene, member):
    standing = make_standing(scene)
    refuses("standing_has_nothing_below", lambda: factories.make_comment(member, standing, status="draft"))


@pytest.mark.parametrize("state", ["izmijenjen", "prestao"])
def test_a_changed_act_puts_it_in_doubt(scene, state):
    standing, other = make_standing(scene), make_standing(scene, acts=[])
    assert standing.is_confirmed
    type(scene.act).objects.filter(pk=scene.act.pk).update(state=state)
    standing.refresh_from_db()
    other.refresh_from_db()
    assert (standing.is_confirmed, other.is_confirmed) == (False, True)


def test_a_doubt_keeps_its_day(scene):
    standing = make_standing(scene)
    type(scene.act).objects.filter(pk=scene.act.pk).update(state="izmijenjen")
    standing.refresh_from_db()
    since = standing.doubted_on
    type(scene.act).objects.filter(pk=scene.act.pk).update(note="Izmjena u br. 12/27")
    standing.refresh_from_db()
    assert standing.doubted_on == since


def test_what_changes_nothing_of_the_act_is_no_doubt(scene):
    standing = make_standing(scene)
    type(scene.act).objects.filter(pk=scene.act.pk).update(meaning="Drugim riječima.")
    standing.refresh_from_db()
    assert standing.is_confirmed
