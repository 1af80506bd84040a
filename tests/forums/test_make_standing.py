"""Making a standing answer of a thread: who may, what the form begins with, what is refused, sent twice, kept."""

from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from content.held import Gone
from content.models import Draft, Entry
from forums import actions
from forums.models import Standing
from forums.policy import can_check_standing, can_make_standing, speaks_for
from moderation import actions as moves
from tests import factories
from tests.forums.standings import (
    WHAT,
    WORDS,
    make_moderator,
    make_scene,
    make_standing,
    other_association,
    typed,
)
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(places):
    return make_scene(places)


@pytest.fixture
def browser(client_of, scene):
    return client_of(scene.editor)


def test_an_editor_makes_one(browser, scene):
    response = browser.post(scene.url, typed(scene))
    made = Standing.objects.get()
    assert response["Location"] == made.get_absolute_url()
    assert (made.title, made.body, made.is_published) == (WHAT, WORDS, True)
    assert (made.author, made.edited_for, made.thread) == (scene.editor, scene.places.savez, scene.thread)
    assert (made.entity, set(made.acts.all())) == (scene.places.fbih, {scene.act})
    assert set(made.answers.values_list("pk", flat=True)) == {scene.helped.pk, scene.sure.pk}
    assert list(made.themes.all()) == [scene.theme]
    assert made.decisions.get().kind == "mandate"


def test_a_moderator_makes_one_in_nobodys_name(client_of, scene, moderator):
    client_of(make_moderator(moderator)).post(scene.url, typed(scene, scope=f"e{scene.places.rs.pk}"))
    made = Standing.objects.get()
    assert (made.edited_for, made.is_published) == (None, True)


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_the_form_opens(browser, scene, prefix):
    valid(browser.get(prefix + scene.url))


def test_it_begins_with_what_helped_and_what_experts_confirmed(browser, scene):
    form = browser.get(scene.url).context["form"]
    assert form.initial["title"] == WHAT
    assert form.initial["body"] == (
        "Kod nas plaća općina, jer je dom njen.\n\nUgovor je s općinom.\n- račun ide njoj\n- mi javimo stanje"
    )
    assert form.initial["answers"] == [scene.helped.pk, scene.sure.pk]
    assert (form.initial["themes"], form.initial["acts"]) == ([scene.theme.pk], [scene.act.pk])
    assert form.initial["scope"] == f"e{scene.places.fbih.pk}"


def test_it_offers_what_stands_in_the_thread(browser, scene, moderator):
    Entry.objects.filter(pk=scene.thread.pk).update(is_unnamed=True)  # the third answer is of whoever asked
    moves.hide(Entry.objects.get(pk=scene.sure.pk), make_moderator(moderator), "Lični podaci.")
    text = text_of(browser.get(scene.url))
    assert "bez imena (cijela Bosna i Hercegovina): Ne znam još." in text
    assert "Mirko Jović" in text
    assert "Ivo Perić" not in text
    assert "Edina Šabić" not in text


def test_a_visitor_signs_in(visitor, scene):
    assert visitor.get(scene.url)["Location"].startswith("/prijava/")


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("asker", False), ("helper", False), ("member", False), ("coordinator", False), ("newcomer", False),
        ("editor", True), ("other_editor", True), ("network_editor", False), ("former_editor", False),
        ("moderator", True), ("moderator_without_factor", False), ("admin", True), ("visitor", False), ("closed", False),
    ],
)  # fmt: skip
def test_who_may(request, client_of, scene, places, settings, who, may):
    user = person(request, scene, places, settings, who)
    assert can_make_standing(user, scene.thread) is may
    if user.is_authenticated and user.is_active:
        assert client_of(user).get(scene.url).status_code == (200 if may else 403)
    if not may:
        with pytest.raises(PermissionDenied):
            make_standing(scene, user)


def person(request, scene, places, settings, who):
    if who == "visitor":
        return AnonymousUser()
    if hasattr(scene, who):
        return getattr(scene, who)
    if who == "moderator_without_factor":
        settings.SAMPLE_SITE = False
        user = request.getfixturevalue("moderator")
        Authenticator.objects.filter(user=user).delete()
        return user
    if who in {"moderator", "admin"}:
        return make_moderator(request.getfixturevalue(who))
    if who in {"member", "coordinator", "newcomer"}:
        return request.getfixturevalue(who)
    user = factories.make_user(name="Neko", is_active=who != "closed")
    network = type(places.savez).objects.create(slug="mreza", name="Mreža", kind="mreza")
    scope = {"other_editor": other_association(places), "network_editor": network}.get(who, places.savez)
    ends = {"ends": "2025-01-01"} if who == "former_editor" else {}
    factories.make_mandate(user, "editor", scope, **ends)
    return user


def test_who_may_check_and_change_it(request, scene, places, settings):
    standing, found = make_standing(scene), {}
    for who in ("asker", "editor", "other_editor", "former_editor", "moderator", "member", "visitor"):
        user = person(request, scene, places, settings, who) if who != "former_editor" else AnonymousUser()
        found[who] = (speaks_for(user, standing), can_check_standing(user, standing))
    assert found == {
        "asker": (False, False), "editor": (True, True), "other_editor": (False, False), "former_editor": (False, False),
        "moderator": (False, True), "member": (False, False), "visitor": (False, False),
    }  # fmt: skip
    scene.editor.mandate_set.update(ends="2025-01-01")
    scene.editor.__dict__.pop("mandates", None)
    assert not can_check_standing(scene.editor, standing), "wrote it, and is no editor any more"


def test_nothing_is_made_of_what_is_not_there(client_of, scene, member):
    other = factories.make_entry(member, model=type(scene.thread), kind="question", title="Drugo?", status="published")
    browser = client_of(scene.editor)
    assert browser.get(f"/pitanja/{other.pk}/stalni-odgovor/").status_code == 403, "it has no answer"
    moves.withdraw(scene.thread, scene.asker)
    assert browser.get(scene.url).status_code == 404
    assert browser.get("/pitanja/999999/stalni-odgovor/").status_code == 404


def test_the_thread_offers_it_to_those_who_may(browser, client_of, scene, newcomer):
    thread = scene.thread.get_absolute_url()
    assert scene.url in browser.get(thread).content.decode()
    assert scene.url not in client_of(newcomer).get(thread).content.decode()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": " "}, "Napišite pitanje."),
        ({"title": "Z" * 121}, "Može imati najviše 120 znakova."),
        ({"body": " "}, "Napišite odgovor."),
        ({"body": "Z" * 8001}, "Može imati najviše 8000 znakova."),
        ({"scope": ""}, "Izaberite gdje važi."),
        ({"scope": "m0"}, "Izaberite gdje važi."),
        ({"answers": []}, "Izaberite bar jedan odgovor na kojem počiva."),
        ({"answers": ["0"]}, "Izaberite odgovore s liste."),
        ({"answers": ["x"]}, "Izaberite odgovore s liste."),
        ({"acts": ["0"]}, "Izaberite propise s liste."),
    ],
)
def test_bad_input_keeps_what_was_typed(browser, scene, changed, sentence):
    page = browser.post(scene.url, typed(scene, **{"title": "Upisano pitanje?", "body": "Upisan odgovor."} | changed))
    valid(page)
    assert sentence in text_of(page)
    kept = {"title": "Upisano pitanje?", "body": "Upisan odgovor."}
    for name in kept.keys() - changed.keys():
        assert kept[name] in page.content.decode()
    assert not Standing.objects.exists()


def test_nobody_speaks_for_another_entity(browser, scene):
    for scope in (f"e{scene.places.rs.pk}", f"m{scene.places.laktasi.pk}"):
        page = browser.post(scene.url, typed(scene, scope=scope))
        assert "Vaš savez nastupa u ime drugog entiteta." in text_of(page)
    with pytest.raises(PermissionDenied):
        make_standing(scene, entity_id=scene.places.rs.pk)
    assert not Standing.objects.exists()


def test_an_answer_of_another_thread_is_no_source(browser, scene, member):
    other = factories.make_entry(member, model=type(scene.thread), kind="question", title="Drugo?", status="published")
    elsewhere = factories.make_entry(
        member, model=type(scene.helped), kind="answer", title="", root=other, parent=other, about=other,
        body="Da.", status="published",
    )  # fmt: skip
    assert "Izaberite odgovore s liste." in text_of(browser.post(scene.url, typed(scene, answers=[elsewhere.pk])))


def test_sent_twice_it_is_one(browser, scene):
    sent = typed(scene)
    places = {browser.post(scene.url, sent)["Location"] for _ in range(2)}
    assert len(places) == Standing.objects.count() == 1


def test_it_can_be_seen_first(browser, scene):
    page = browser.post(scene.url, typed(scene, preview="1"))
    valid(page)
    assert page.context["preview"]["body"] == WORDS
    assert not Standing.objects.exists()


def test_whoever_comes_second_sees_the_first(browser, scene):
    made = make_standing(scene)
    page = browser.get(scene.url)
    assert "Stalni odgovor već postoji" in text_of(page)
    assert made.get_absolute_url() in page.content.decode()


def test_a_thread_that_is_gone_keeps_the_text(browser, scene, monkeypatch):
    def gone(*_values):
        raise Gone

    monkeypatch.setattr(actions, "make_standing", gone)
    page = browser.post(scene.url, typed(scene, body="Upisan odgovor."))
    assert page.status_code == 409
    assert "Upisan odgovor." in page.content.decode()


def test_what_is_typed_is_kept_and_brought_back(browser, scene):
    form = browser.get(scene.url).context["kept"].form
    Draft.objects.create(user=scene.editor, form=form, values={"body": ["Započeto."], "answers": [str(scene.sure.pk)]})
    assert "Započeto." in browser.get(f"{scene.url}?nacrt=1").content.decode()
    browser.post(scene.url, typed(scene))
    assert not Draft.objects.exists()


def test_and_thrown_away(browser, scene):
    form = browser.get(scene.url).context["kept"].form
    Draft.objects.create(user=scene.editor, form=form, values={"body": ["Započeto."]})
    browser.post(scene.url, {"drop_draft": "1"})
    assert not Draft.objects.exists()


def test_only_an_editor_of_that_day_makes_one(scene):
    scene.editor.mandate_set.update(ends="2025-01-01")
    scene.editor.__dict__.pop("mandates", None)
    with pytest.raises(PermissionDenied):
        actions.make_standing(scene.thread, scene.editor, uuid4(), "bs", {}, {})
