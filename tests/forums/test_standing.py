"""The page of a standing answer: what it says, whose words it names, what readers may do with it."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from comments.actions import write
from content.erasing import remove
from content.models import Entry
from content.policy import can_comment, can_mark_useful
from forums import ladder
from forums.models import Answer, Standing
from moderation import actions as moves
from moderation.models import Reason
from mzplatform.exported import sections_of
from notifications.models import Notification
from notifications.wording import address_of
from tests import factories
from tests.content.test_visibility import AUDIENCES, STATUSES, disagreements, expected
from tests.content.test_visibility import cast as cast  # noqa: PLC0414 - the people of the matrix
from tests.forums.standings import WHAT, answered_by, make_moderator, make_scene, make_standing
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(places):
    return make_scene(places)


@pytest.fixture
def standing(scene):
    return make_standing(scene)


def url_of(standing):
    return f"/pitanja/cesta/{standing.pk}-ko-placa-struju-za-drustveni-dom/"


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_everyone_reads_it(visitor, standing, prefix):
    response = visitor.get(prefix + url_of(standing))
    valid(response)
    assert response.status_code == 200


def test_what_it_says(visitor, scene, standing):
    text = text_of(visitor.get(url_of(standing)))
    for words in (
        WHAT, "Ako je dom u vlasništvu općine, plaća općina.", "Važi za područje", "Federacija Bosne i Hercegovine",
        "Uređuje: Savez općina i gradova FBiH", "Zakon o mjesnim zajednicama, 49/06", "Provjereno",
        "Odgovori su iskustva ljudi, a ne službeno tumačenje propisa.", "Nastalo od pitanja:",
        "Odgovor: Mirko Jović", "Odgovor: Ivo Perić",
    ):  # fmt: skip
        assert words in text, words
    assert "Selma Kovač" not in text, "it speaks for the association"
    assert "Ne znam još." not in text, "it does not rest on that one"


def test_a_wrong_slug_leads_to_the_right_one(visitor, standing):
    response = visitor.get(f"/pitanja/cesta/{standing.pk}-nesto/?a=1")
    assert (response.status_code, response["Location"]) == (301, url_of(standing) + "?a=1")
    assert address_of(Entry.objects.get(pk=standing.pk)) == url_of(standing)


def test_nobody_posts_to_it(client_of, scene, standing):
    assert client_of(scene.editor).post(url_of(standing)).status_code == 405


def test_an_author_without_a_name_stays_without_one(visitor, scene):
    """Whoever asked without a name and answered their own question is named nowhere, as in the thread."""
    Entry.objects.filter(pk=scene.thread.pk).update(is_unnamed=True)
    own = answered_by(scene.asker, scene.thread, body="Na kraju je platila općina.")
    assert Entry.objects.get(pk=own.pk).is_unnamed
    text = text_of(visitor.get(url_of(make_standing(scene, answers=[own.pk]))))
    assert "Odgovor osobe koja pita" in text
    assert "Edina Šabić" not in text


def test_what_was_moved_there_without_a_name_is_not_of_whoever_asks(visitor, scene):
    Entry.objects.filter(pk=scene.thread.pk).update(is_unnamed=True)
    own = answered_by(scene.asker, scene.thread, body="Na kraju je platila općina.")
    standing, other = make_standing(scene, answers=[own.pk]), factories.make_question(scene.third)
    Entry.objects.filter(pk=own.pk).update(root=other, parent=other)
    Answer.objects.filter(pk=own.pk).update(about=other)
    text = text_of(visitor.get(url_of(standing)))
    assert "Odgovor bez imena" in text
    assert "Edina Šabić" not in text


@pytest.mark.parametrize("what", ["hidden", "withdrawn"])
def test_what_is_no_longer_on_the_site_is_not_shown(visitor, client_of, scene, standing, moderator, what):
    client = client_of(make_moderator(moderator))
    if what == "hidden":
        moves.hide(Entry.objects.get(pk=scene.helped.pk), moderator, "Lični podaci.")
    else:
        moves.withdraw(Answer.objects.get(pk=scene.helped.pk), scene.helper)
    for browser in (visitor, client, client_of(scene.helper)):
        text = text_of(browser.get(url_of(standing)))
        assert "Mirko Jović" not in text
        assert "Odgovor: Ivo Perić" in text


def test_a_hidden_thread_is_not_named(visitor, scene, standing, moderator):
    moves.hide(Entry.objects.get(pk=scene.thread.pk), make_moderator(moderator), "Lični podaci.")
    text = text_of(visitor.get(url_of(standing)))
    assert "Pitanje od kojeg je nastalo više nije na stranici." in text
    assert "Ivo Perić" not in text


def test_when_an_act_was_changed_it_says_so(visitor, scene, standing):
    type(scene.act).objects.filter(pk=scene.act.pk).update(state="izmijenjen", note="Izmjena u broju 12/27")
    text = text_of(visitor.get(url_of(standing)))
    assert "Propis se promijenio" in text
    assert "Izmjena u broju 12/27" in text
    assert "Čeka provjeru" in text
    assert "Provjereno" not in text


def test_its_thread_leads_to_it(visitor, client_of, scene, standing):
    thread = scene.thread.get_absolute_url()
    page = visitor.get(thread)
    assert url_of(standing) in page.content.decode()
    assert "Stalni odgovor" in text_of(page)
    moves.withdraw(standing, scene.editor)
    assert url_of(standing) not in client_of(scene.editor).get(thread).content.decode()


def test_what_readers_may_do(client_of, visitor, scene, standing, newcomer):
    page = client_of(newcomer).get(url_of(standing)).content.decode()
    for there in (f"/pitanja/cesta/{standing.pk}/korisno/", f"/prijava-sadrzaja/{standing.pk}/"):
        assert there in page
    for not_there in ("provjera/", "uredi/", "povlacenje/", "/komentar"):
        assert not_there not in page.partition("<main")[2].partition("</main")[0], not_there
    own = client_of(scene.editor).get(url_of(standing)).content.decode()
    for there in ("provjera/", "uredi/", "povlacenje/"):
        assert there in own


def test_nobody_comments_on_it(standing, newcomer):
    assert can_mark_useful(newcomer, standing)
    assert not can_comment(newcomer, standing)
    with pytest.raises(PermissionDenied):
        write(Entry.objects.get(pk=standing.pk), newcomer, "A kod nas?", uuid4(), "bs")


def test_it_can_be_reported(visitor, standing, newcomer):
    names = {f"name_{code}": "Netačno" for code in ("bs", "hr", "sr", "en")}
    reason, _new = Reason.objects.get_or_create(slug="netacno", defaults={"use": "report", **names})
    assert moves.report(standing, newcomer, reason, "Nije tačno.", uuid4()).entry_id == standing.pk
    assert visitor.get(f"/prijava-sadrzaja/{standing.pk}/").status_code == 200


@pytest.mark.parametrize("sources", [1, 2])
def test_queries(visitor, scene, django_assert_num_queries, sources):
    standing = make_standing(scene, answers=[scene.helped.pk, scene.sure.pk][:sources])
    visitor.get(url_of(standing))
    with django_assert_num_queries(3):  # its row, acts, answers with roles
        visitor.get(url_of(standing) + f"?{sources}")


def test_the_matrix_of_who_reads_it(cast, places, scene):
    wrong = []
    for status in STATUSES:
        for audience in AUDIENCES:
            for withdrawn in (False, True):
                named = {"organisation": places.savez} if audience == "organisation" else {}
                one = Standing.objects.create(
                    kind="standing",
                    author=cast["author"],
                    title="Ko plaća?",
                    audience=audience,
                    thread=scene.thread,
                    **named,
                )
                one.answers.set([scene.helped.pk])
                factories.bring(one, status, cast["moderator"])
                if withdrawn:
                    Entry.objects.filter(pk=one.pk).update(withdrawn=timezone.now())
                entry = Entry.objects.get(pk=one.pk)
                case = (status, audience, withdrawn)
                found = disagreements(
                    cast, entry, lambda role, case=case: expected(role, case[0], case[1], withdrawn=case[2])
                )
                wrong += [(*case, *one) for one in found]
    assert not wrong


def test_it_has_the_readers_of_its_thread(scene):
    Entry.objects.filter(pk=scene.thread.pk).update(audience="members")
    assert make_standing(scene).audience == "members"


def test_withdrawn_and_brought_back(client_of, visitor, scene, standing):
    client = client_of(scene.editor)
    assert client.post(f"/pitanja/{standing.pk}/povlacenje/")["Location"] == url_of(standing)
    assert visitor.get(url_of(standing)).status_code == 404
    assert "Povučeno" in text_of(client.get(url_of(standing)))
    client.post(f"/pitanja/{standing.pk}/vracanje/")
    assert visitor.get(url_of(standing)).status_code == 200


def test_it_stays_when_the_people_of_its_thread_leave(visitor, scene, standing):
    remove([scene.thread.pk, scene.helped.pk, scene.sure.pk, scene.unsure.pk])
    standing.refresh_from_db()
    assert (standing.thread_id, standing.sources.count()) == (None, 0)
    page = visitor.get(url_of(standing))
    valid(page)
    assert "Pitanje od kojeg je nastalo više nije na stranici." in text_of(page)


def test_it_goes_with_whoever_wrote_it(visitor, scene, standing):
    assert remove([standing.pk]) == set()
    assert not Entry.objects.filter(pk=standing.pk).exists()
    assert visitor.get(scene.thread.get_absolute_url()).status_code == 200


def test_the_copy_of_ones_data_holds_it_and_no_name_of_others(scene, standing):
    (entries,) = [one for one in sections_of(scene.editor) if one.name == "entries"]
    (told,) = entries.as_json()
    assert told["thread"] == {"id": scene.thread.pk, "title": WHAT}
    assert told["acts"][0]["title"] == "Zakon o mjesnim zajednicama"
    assert "Edina" not in str(told)


def test_the_page_of_its_author_names_it(client_of, scene, standing, newcomer):
    page = client_of(scene.editor).get(scene.editor.profile.get_absolute_url())
    assert url_of(standing) in page.content.decode()


def test_the_desk_shows_it(client_of, standing, moderator):
    page = client_of(make_moderator(moderator)).get(f"/moderacija/{standing.pk}/")
    valid(page)
    assert "Uređuje: Savez općina i gradova FBiH" in text_of(page)


def test_the_site_map_names_it(visitor, standing):
    page = visitor.get("/sitemap-standing_answers.xml")
    assert url_of(standing) in page.content.decode()


def test_editors_are_asked_to_check_once_for_each_doubt(scene, standing, member):
    run = SimpleNamespace(goes_on=lambda: True)
    for note in ("Prva izmjena", "Druga izmjena"):
        type(scene.act).objects.filter(pk=scene.act.pk).update(state="izmijenjen", note=note)
        ladder.climb_all(run)
    told = Notification.objects.filter(entry=standing.pk)
    assert [(one.kind, one.user) for one in told] == [("check_answer", scene.editor)]


def test_what_waits_names_it(client_of, scene, standing):
    client = client_of(scene.editor)
    assert url_of(standing) not in client.get("/pitanja/cekaju/").content.decode()
    type(scene.act).objects.filter(pk=scene.act.pk).update(state="prestao")
    page = client.get("/pitanja/cekaju/")
    valid(page)
    assert url_of(standing) in page.content.decode()
