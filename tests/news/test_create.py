"""Writing news: who publishes at once, who proposes, who may not; what is refused and keeps what was typed."""

import pytest
from django.utils import timezone

from content.models import Draft, Theme
from moderation.models import Decision
from news import actions
from news.models import News
from notifications.models import Notification
from tests import factories
from tests.markup import text_of, valid
from tests.news.writing import NEW, said, typed, values

pytestmark = pytest.mark.django_db


def test_an_editor_publishes_at_once(desk, editor, visitor, places):
    valid(desk.get(NEW))
    theme = Theme.objects.get(slug="budzet")
    told = {"happened": "11. 10. 2025.", "day_note": "druga izmjena", "source": "Glasnik", "themes": [theme.pk]}
    answer = desk.post(NEW, typed(places.savez, places=[f"m{places.tesanj.pk}"], **told))
    made = News.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.status, made.author, made.audience, made.kind) == ("published", editor, "public", "news")
    assert (made.happened, made.day_note, made.published_for, made.source) == (
        "2025-10-11", "druga izmjena", places.savez, "Glasnik",
    )  # fmt: skip
    assert made.dated == timezone.localdate(made.published).isoformat(), "lists go by the day of publication"
    assert [one.municipality for one in made.places.all()] == [places.tesanj]
    decision = Decision.objects.get(entry=made)
    assert (decision.kind, decision.ground.user) == ("mandate", editor)
    assert visitor.get(made.get_absolute_url()).status_code == 200


def test_a_coordinator_proposes(client_of, coordinator, editor, stranger, visitor, places):
    theirs = client_of(coordinator)
    page = theirs.get(NEW)
    valid(page)
    assert said("Propose it") in text_of(page)
    assert 'name="on_day"' not in page.content.decode(), "the hour is for whoever publishes"
    assert f'value="m{places.tesanj.pk}"' in page.content.decode(), "one's own municipality is offered"
    theirs.post(NEW, typed(places.savez))
    made = News.objects.get()
    assert (made.status, made.published, Decision.objects.count()) == ("pending", None, 0)
    told = Notification.objects.get()
    assert (told.user, told.kind, told.entry_id, told.actor) == (editor, "waiting", made.pk, coordinator)
    assert visitor.get(made.get_absolute_url()).status_code == 404
    assert theirs.get(made.get_absolute_url()).status_code == 200


def test_who_may_not_is_told_what_they_can_do(client_of, staff_client_of, visitor, member, newcomer, moderator, places):
    for theirs in (client_of(member), client_of(newcomer), staff_client_of(moderator)):
        page = theirs.get(NEW)
        valid(page)
        assert (page.status_code, theirs.post(NEW, typed(places.savez)).status_code) == (403, 403)
        assert said("Send us your practice") in text_of(page)
    assert visitor.get(NEW)["Location"].startswith("/prijava/")
    assert not News.objects.exists()


def test_what_is_refused_says_why_and_keeps_what_was_typed(desk, places):
    for fields, words in (
        ({"title": " "}, "Write the title."),
        ({"lead": ""}, "Say in one sentence what it is about."),
        ({"body": " \n "}, "Write the text."),
        ({"published_for": ""}, "Say for whom it is published."),
        ({"published_for": "999999999"}, None),
        ({"body": "a" * 12_001}, None),
        ({"source_url": "javascript:alert(1)"}, None),
        ({"happened": "31. 2. 2025."}, "There is no such day in the calendar."),
        ({"on_day": "2020-01-01"}, "The day must be within the year to come."),
        ({"at_hour": "09:30"}, "Say on which day as well."),
        ({"themes": [one.pk for one in Theme.objects.all()[:4]]}, "Choose at most three themes."),
        ({"find": "Nepostojeće"}, "We do not know a place of that name. Write its municipality."),
    ):
        page = desk.post(NEW, typed(**{"published_for": places.savez.pk, "source": "Moj izvor"} | fields))
        valid(page)
        assert (page.status_code, News.objects.exists()) == (200, False), fields
        assert "Moj izvor" in page.content.decode()
        assert not words or said(words) in text_of(page), words


def test_nobody_writes_for_others(editor, coordinator, places):
    other = factories.make_organisation("Drugi savez")
    network = factories.make_organisation("Mreža", "mreza")
    for who, organisation in ((editor, other), (coordinator, network)):
        with pytest.raises(actions.PermissionDenied):
            actions.send(who, None, "bs", values(organisation), {"themes": [], "places": []})
    assert not News.objects.exists()


def test_a_draft_needs_a_title_alone_and_the_same_form_is_one(desk, places):
    first = typed(title="Samo naziv", lead="", body="", draft="1")
    desk.post(NEW, first)
    assert News.objects.get().status == "draft"
    desk.post(NEW, first | {"title": "Drugi naziv"})
    assert News.objects.get().title == "Drugi naziv"
    del first["draft"]
    whole = typed(places.savez, once=first["once"], title="Treći naziv")
    desk.post(NEW, whole)
    desk.post(NEW, whole | {"title": "Četvrti naziv"})
    made = News.objects.get()
    assert (made.title, made.status) == ("Treći naziv", "published")


def test_what_was_typed_is_offered_again(desk, editor, places):
    Draft.objects.create(user=editor, form="news:create", values={"title": ["Nedovršeno"]})
    assert "?nacrt=1" in desk.get(NEW).content.decode()
    assert "Nedovršeno" in desk.get(f"{NEW}?nacrt=1").content.decode()
    desk.post(NEW, typed(places.savez))
    assert not Draft.objects.exists()


def test_looking_for_a_place_judges_nothing(desk, places):
    page = desk.post(NEW, typed(title="", find="jelah", find_places="1"))
    assert f'value="c{places.jelah.pk}"' in page.content.decode()
    assert said("Write the title.") not in text_of(page)
