"""Correcting a standing answer: with its version, with revisions, and by whoever speaks for the association."""

import pytest

from content.models import Draft, Entry
from forums.models import Standing
from moderation import actions as moves
from moderation import proposals
from moderation.models import Proposal
from tests import factories
from tests.forums.standings import WHAT, make_moderator, make_scene, make_standing, typed
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(places):
    return make_scene(places)


@pytest.fixture
def standing(scene):
    return make_standing(scene)


@pytest.fixture
def browser(client_of, scene):
    return client_of(scene.editor)


def url_of(standing):
    return f"/pitanja/cesta/{standing.pk}/uredi/"


def changed(scene, version=1, **fields):
    return typed(scene, version=version, **fields)


def test_the_form_holds_what_is_stored(browser, scene, standing):
    page = browser.get(url_of(standing))
    valid(page)
    assert page.context["form"].initial["answers"] == [scene.helped.pk, scene.sure.pk]
    assert WHAT in page.content.decode()


def test_a_correction_is_a_new_version_and_the_old_one_stays(browser, scene, standing):
    response = browser.post(url_of(standing), changed(scene, body="Plaća onaj čiji je dom.", answers=[scene.sure.pk]))
    standing.refresh_from_db()
    assert response["Location"] == standing.get_absolute_url()
    assert (standing.body, standing.version, standing.is_published) == ("Plaća onaj čiji je dom.", 2, True)
    assert list(standing.answers.all()) == [scene.sure]
    assert standing.revisions.count() == 2
    assert standing.decisions.count() == 2


def test_nothing_different_is_no_version(browser, scene, standing):
    browser.post(url_of(standing), changed(scene))
    standing.refresh_from_db()
    assert standing.version == 1


def test_two_windows_lose_nothing(browser, scene, standing):
    browser.post(url_of(standing), changed(scene, body="Prvi prozor."))
    page = browser.post(url_of(standing), changed(scene, body="Drugi prozor."))
    assert page.status_code == 409
    valid(page)
    assert "Prvi prozor." in page.content.decode()
    assert "Drugi prozor." in page.content.decode()
    browser.post(url_of(standing), changed(scene, version=page.context["version"], body="Drugi prozor."))
    standing.refresh_from_db()
    assert standing.body == "Drugi prozor."


def test_bad_input_keeps_what_was_typed(browser, scene, standing):
    page = browser.post(url_of(standing), changed(scene, title="", body="Upisan odgovor."))
    valid(page)
    assert "Napišite pitanje." in text_of(page)
    assert "Upisan odgovor." in page.content.decode()


def test_it_stays_in_its_entity(browser, scene, standing):
    page = browser.post(url_of(standing), changed(scene, scope=f"e{scene.places.rs.pk}"))
    assert "Vaš savez nastupa u ime drugog entiteta." in text_of(page)


def test_a_source_that_is_hidden_stays_one(browser, scene, standing, moderator):
    """So that it is there again when the moderator thinks better of it."""
    moves.hide(Entry.objects.get(pk=scene.helped.pk), make_moderator(moderator), "Lični podaci.")
    browser.post(url_of(standing), changed(scene, body="Kraće.", answers=[]))
    assert list(standing.answers.all()) == [scene.helped]


def test_it_can_be_edited_when_its_thread_is_gone(browser, scene, standing):
    standing.sources.all().delete()
    Standing.objects.filter(pk=standing.pk).update(thread=None)
    page = browser.get(url_of(standing))
    valid(page)


def test_who_may(client_of, visitor, scene, standing, newcomer, moderator):
    assert visitor.get(url_of(standing))["Location"].startswith("/prijava/")
    for user in (newcomer, scene.asker, make_moderator(moderator)):
        assert client_of(user).get(url_of(standing)).status_code == 403
    moves.withdraw(standing, scene.editor)
    assert client_of(newcomer).get(url_of(standing)).status_code == 404
    assert client_of(scene.editor).get(url_of(standing)).status_code == 403


def test_whoever_is_no_editor_any_more_proposes(browser, scene, standing, moderator, places):
    """A mandate in a local community publishes one's own words, not those of an association."""
    scene.editor.mandate_set.update(ends="2025-01-01")
    factories.make_mandate(scene.editor, "president", places.jelah)
    browser.post(url_of(standing), changed(scene, body="Plaća onaj čiji je dom.", answers=[scene.sure.pk]))
    standing.refresh_from_db()
    assert standing.version == 1
    proposal = Proposal.objects.get()
    told = {one.label: one.then for one in proposals.changes_of(proposal)}
    assert told["Odgovor"] == "Plaća onaj čiji je dom."
    proposals.accept(Entry.objects.get(pk=standing.pk), make_moderator(moderator), proposal.pk)
    standing.refresh_from_db()
    assert (standing.body, standing.version) == ("Plaća onaj čiji je dom.", 2)
    assert list(standing.answers.all()) == [scene.sure]


def test_what_is_typed_is_kept(browser, scene, standing):
    form = browser.get(url_of(standing)).context["kept"].form
    Draft.objects.create(user=scene.editor, form=form, values={"body": ["Započeto."]})
    assert "Započeto." in browser.get(f"{url_of(standing)}?nacrt=1").content.decode()
    browser.post(url_of(standing), {"drop_draft": "1"})
    assert not Draft.objects.exists()
