"""What coordinators proposed: editors of that association publish it or send it back, from one page; nobody their own."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Mandate
from content.models import Entry
from content.policy import can_see
from moderation.actions import submit
from moderation.models import Decision
from news import deciding, policy
from news.models import News
from notifications.models import Notification
from tests import factories
from tests.markup import text_of, valid
from tests.moderation.test_grounds import decided, publishes
from tests.news.making import make_news
from tests.news.writing import WAITING, url

pytestmark = pytest.mark.django_db


def test_published_with_one_press(desk, editor, coordinator, proposal, visitor):
    page = desk.get(WAITING)
    valid(page)
    assert proposal.title in text_of(page)
    valid(desk.get(proposal.get_absolute_url()))
    desk.post(url(proposal, "objava"), {"version": proposal.version})
    proposal.refresh_from_db()
    assert (proposal.status, proposal.dated) == ("published", timezone.localdate().isoformat())
    decision = Decision.objects.get(entry=proposal)
    assert (decision.kind, decision.by, decision.ground.user) == ("review", editor, editor)
    assert Notification.objects.filter(user=coordinator, kind="decided", entry=proposal.pk).exists()
    assert visitor.get(proposal.get_absolute_url()).status_code == 200
    desk.post(url(proposal, "objava"), {"version": proposal.version})
    assert Decision.objects.count() == 1, "pressed twice it is done once"


def test_sent_back_with_a_reason(desk, coordinator, proposal, client_of):
    valid(desk.get(url(proposal, "vracanje")))
    page = desk.post(url(proposal, "vracanje"), {"return-words": ""})
    valid(page)
    assert (page.status_code, News.objects.get().status) == (200, "pending")
    desk.post(url(proposal, "vracanje"), {"return-words": "Dopišite izvor."})
    assert News.objects.get().status == "returned"
    assert "Dopišite izvor." in text_of(client_of(coordinator).get(proposal.get_absolute_url()))
    assert desk.get(proposal.get_absolute_url()).status_code == 404, "it is with its author again"


def test_who_comes_second_and_what_was_changed_meanwhile(desk, client_of, colleague, coordinator, proposal):
    client_of(colleague).post(url(proposal, "vracanje"), {"return-words": "Dopišite."})
    assert desk.post(url(proposal, "objava"), {"version": 1})["Location"] == WAITING
    proposal.refresh_from_db()
    assert proposal.status == "returned"
    Entry.objects.filter(pk=proposal.pk).update(version=2, title="Drugo")
    submit(proposal, coordinator)
    desk.post(url(proposal, "objava"), {"version": 1})
    proposal.refresh_from_db()
    assert proposal.status == "pending", "the editor has not read this version"


def test_who_may_not(client_of, staff_client_of, visitor, proposal, stranger, member, coordinator, moderator):
    for who, status in ((stranger, 404), (member, 404), (coordinator, 404)):
        for what in ("objava", "vracanje"):
            assert client_of(who).post(url(proposal, what), {"version": 1}).status_code == status, (who, what)
    for who, status in ((stranger, 200), (member, 403), (coordinator, 403)):
        page = client_of(who).get(WAITING)
        assert page.status_code == status, who
        assert proposal.title not in text_of(page)
    assert visitor.get(WAITING)["Location"].startswith("/prijava/")
    assert staff_client_of(moderator).get(f"/moderacija/{proposal.pk}/").status_code == 200
    assert News.objects.get().status == "pending"


def test_a_moderator_decides_at_the_desk(staff_client_of, moderator, proposal):
    staff_client_of(moderator).post(f"/moderacija/{proposal.pk}/objava/", {"version": 1})
    assert News.objects.get().status == "published"


def test_the_twins_agree(proposal, news, editor, colleague, stranger, coordinator, member, moderator, places):
    own = make_news(editor, published_for=places.savez, status="pending")
    gone = make_news(coordinator, published_for=places.savez, status="pending")
    Entry.objects.filter(pk=gone.pk).update(withdrawn=timezone.now())
    expected = {editor: {proposal}, colleague: {proposal, own}}
    for who in (editor, colleague, stranger, coordinator, member, moderator):
        listed = set(policy.waiting_for(who))
        by_row = {one for one in News.objects.all() if policy.can_decide_on(who, one)}
        assert listed == by_row == expected.get(who, set()), who


def test_editors_read_what_was_proposed_and_no_more(proposal, editor, coordinator, member, places):
    """The queryset and its twin; another kind, another state and a withdrawn one stay closed."""
    others = [
        make_news(coordinator, published_for=places.savez, status=status) for status in ("draft", "returned", "hidden")
    ]
    others += [factories.make_entry(member, status="pending"), make_news(coordinator, status="pending")]
    Entry.objects.filter(pk=others[-1].pk).update(withdrawn=timezone.now())
    for one in [proposal]:
        assert can_see(editor, one)
        assert Entry.objects.visible_to(editor).filter(pk=one.pk).exists()
    for one in others:
        one.refresh_from_db()
        assert not can_see(editor, one), one
        assert not Entry.objects.visible_to(editor).filter(pk=one.pk).exists(), one


def test_the_database_lets_an_editor_review_news_for_the_own_organisation_alone(
    proposal, editor, stranger, coordinator, member, moderator, places
):
    held = {one: one.mandates[0] for one in (editor, stranger, coordinator)}
    practice = factories.make_entry(member, status="pending")
    decided(practice, kind="review", by=editor, ground=held[editor])
    assert not publishes(practice), "an editor reviews no practice"
    for by, ground, name in (
        (editor, None, "published_needs_decision"),
        (editor, held[stranger], "published_needs_decision"),
        (stranger, held[stranger], "news_of_its_editor"),
        (coordinator, held[coordinator], "published_needs_decision"),
        (member, held[editor], "published_needs_decision"),
    ):
        decided(proposal, kind="review", by=by, ground=ground)
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            publish(proposal)
    own = make_news(editor, published_for=places.savez, status="pending")
    decided(own, kind="review", by=editor, ground=held[editor])
    with pytest.raises(IntegrityError, match="published_needs_decision"), transaction.atomic():
        publish(own)
    for kind, ground in (("mandate", held[coordinator]), ("standing", None)):
        decided(proposal, kind=kind, ground=ground)
        with pytest.raises(IntegrityError), transaction.atomic():
            publish(proposal)
    decided(proposal, kind="review", by=editor, ground=held[editor])
    ended = timezone.localdate() - timedelta(days=1)
    Mandate.objects.filter(pk=held[editor].pk).update(ends=ended)
    with pytest.raises(IntegrityError, match="published_needs_decision"), transaction.atomic():
        publish(proposal)
    Mandate.objects.filter(pk=held[editor].pk).update(ends=None)
    publish(proposal)


def publish(news):
    Entry.objects.filter(pk=news.pk).update(status="published", published=timezone.now())


def test_an_editors_reviews_make_nobody_trusted(editor, newcomer, places):
    """Two practices that moderators approved do; news that an editor published do not."""
    for number in range(2):
        one = make_news(newcomer, title=f"Vijest {number}", published_for=places.savez, status="pending")
        deciding.publish(one, editor, 1)
    practice = factories.make_entry(newcomer)
    decided(practice, kind="standing")
    assert not publishes(practice)
    assert submit(practice, newcomer) is None
