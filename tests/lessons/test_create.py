"""Writing a lesson: what is asked, who may, a draft, the same form sent twice."""

import pytest

from accounts.models import Mandate
from content.models import Theme
from lessons import actions
from lessons.models import Lesson
from moderation.models import Decision
from tests import factories
from tests.lessons.teaching import NEW, said, typed
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_the_form(desk, prefix):
    page = desk.get(prefix + NEW)
    valid(page)
    assert page.status_code == 200


def test_published(desk, editor, visitor, places):
    theme = Theme.objects.get(slug="budzet")
    training = factories.make_training(None)
    fields = {"themes": [theme.pk], "series": "Rad savjeta", "for_training": training.pk, "source": "Priručnik"}
    answer = desk.post(NEW, typed(places.savez, body="riječ " * 400, **fields))
    made = Lesson.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.status, made.author, made.audience, made.kind) == ("published", editor, "public", "lesson")
    assert (made.minutes, made.series, made.position, made.source) == (3, "Rad savjeta", 1, "Priručnik")
    assert (made.edited_for, made.for_training, list(made.themes.all())) == (places.savez, training, [theme])
    decision = Decision.objects.get(entry=made)
    assert (decision.kind, decision.ground.user) == ("mandate", editor)
    assert visitor.get(made.get_absolute_url()).status_code == 200


def test_the_next_of_a_series_stands_last(desk, places):
    for _ in range(2):
        desk.post(NEW, typed(places.savez, series="Rad savjeta"))
    desk.post(NEW, typed(places.savez, series="Rad savjeta", position="7"))
    desk.post(NEW, typed(places.savez, series="Druga"))
    found = Lesson.objects.order_by("pk").values_list("series", "position")
    assert list(found) == [("Rad savjeta", 1), ("Rad savjeta", 2), ("Rad savjeta", 7), ("Druga", 1)]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " "}, "Write the title."),
        ({"lead": ""}, "Say what one can do after reading it."),
        ({"body": " \n "}, "Write the text."),
        ({"edited_for": ""}, "Say for whom you edit it."),
        ({"position": "3"}, "Write of which series."),
        ({"position": "0", "series": "A"}, None),
        ({"position": "100", "series": "A"}, None),
        ({"body": "a" * 16_001}, None),
        ({"title": "a" * 121}, None),
        ({"source_url": "javascript:alert(1)"}, None),
        ({"edited_for": "999999999"}, None),
        ({"for_training": "999999999"}, None),
    ],
)
def test_what_is_refused_says_why_and_keeps_what_was_typed(desk, places, fields, words):
    page = desk.post(NEW, typed(**{"edited_for": places.savez.pk, "source": "Moj izvor"} | fields))
    valid(page)
    assert page.status_code == 200
    assert not Lesson.objects.exists()
    assert "Moj izvor" in page.content.decode()
    if words:
        assert said(words) in text_of(page)


def test_more_than_three_themes(desk, places):
    page = desk.post(NEW, typed(places.savez, themes=[one.pk for one in Theme.objects.all()[:4]]))
    assert said("Choose at most three themes.") in text_of(page)
    assert not Lesson.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"), [("member", 403), ("newcomer", 403), ("coordinator", 403), ("moderator", 403)]
)
def test_who_may_not(request, client_of, staff_client_of, places, who, status):
    sign_in = staff_client_of if who == "moderator" else client_of
    theirs = sign_in(request.getfixturevalue(who))
    assert theirs.get(NEW).status_code == status
    assert theirs.post(NEW, typed(places.savez)).status_code == status
    assert not Lesson.objects.exists()


def test_visitors_sign_in_first(visitor):
    assert visitor.get(NEW)["Location"].startswith("/prijava/")


def test_nobody_writes_for_others(desk, editor):
    other = factories.make_organisation("Drugi savez")
    assert desk.post(NEW, typed(other)).status_code == 200
    values = {"title": "A", "series": "", "position": None, "edited_for": other}
    with pytest.raises(actions.PermissionDenied):
        actions.begin(editor, "6f1e7c52-6a1e-4c53-9b6f-0b0a5a3f7a11", "bs", values, [])
    assert not Lesson.objects.exists()


def test_whoever_edits_no_more_does_not_publish(desk, editor, places):
    Mandate.objects.filter(user=editor).update(starts="2019-01-01", ends="2020-01-01")
    assert desk.post(NEW, typed(places.savez)).status_code == 403


def test_a_draft_needs_a_title_alone(desk, editor):
    data = typed(title="Samo naziv", lead="", body="", edited_for="", draft="1")
    answer = desk.post(NEW, data)
    made = Lesson.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.status, made.published, made.edited_for, made.minutes) == ("draft", None, None, 1)
    assert said("Write the title.") in text_of(desk.post(NEW, data | {"title": "", "once": ""}))


def test_sent_twice_it_is_one(desk, places):
    first = typed(places.savez, draft="1")
    desk.post(NEW, first)
    desk.post(NEW, first | {"title": "Drugi naziv"})
    assert Lesson.objects.get().title == "Drugi naziv"
    del first["draft"]
    desk.post(NEW, first | {"title": "Treći naziv"})
    desk.post(NEW, first | {"title": "Četvrti naziv"})
    made = Lesson.objects.get()
    assert (made.title, made.status) == ("Treći naziv", "published")
