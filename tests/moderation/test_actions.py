"""The moves: what they do, whom they refuse, what happens when they are asked twice."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from content.models import Entry
from moderation import actions
from moderation.models import Decision, Reason, Report
from tests import factories

pytestmark = pytest.mark.django_db
WHY = "Dopišite ko je učestvovao."


def test_a_mandate_publishes_at_once(draft, member):
    decision = actions.submit(draft, member)
    assert (decision.kind, decision.ground_id) == ("mandate", member.mandates[0].pk)
    draft.refresh_from_db()
    assert draft.is_published
    assert draft.published is not None


def test_without_one_it_waits_until_two_were_approved(newcomer, moderator):
    for number in range(2):
        entry = factories.make_entry(newcomer, title=f"Praksa {number}")
        assert actions.submit(entry, newcomer) is None
        assert entry.status == "pending"
        assert entry.submitted is not None
        assert actions.publish(entry, moderator)
    third = factories.make_entry(newcomer, title="Treća")
    assert actions.submit(third, newcomer).kind == "standing"
    assert third.status == "published"


def test_what_is_not_ready_stays_a_draft(draft, member, monkeypatch):
    monkeypatch.setattr(Entry, "obstacles", lambda self: ["Opišite problem."])
    with pytest.raises(actions.NotReady) as refused:
        actions.submit(draft, member)
    assert refused.value.obstacles == ["Opišite problem."]
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_sending_twice_is_sending_once(draft, member):
    assert actions.submit(draft, member)
    assert actions.submit(draft, member) is None
    assert Decision.objects.count() == 1


def test_returned_corrected_sent_again(waiting, newcomer, moderator):
    reason = Reason.objects.filter(use="return").first()
    decision = actions.send_back(waiting, moderator, WHY, reason)
    assert (decision.outcome, decision.words, decision.reason) == ("returned", WHY, reason)
    waiting.refresh_from_db()
    assert waiting.status == "returned"
    actions.submit(waiting, newcomer)
    actions.publish(waiting, moderator)
    assert list(waiting.decisions.order_by("pk").values_list("outcome", flat=True)) == ["returned", "published"]


def test_hidden_and_restored(published, moderator, neighbour):
    report = Report.objects.create(entry=published, by=neighbour, reason=Reason.objects.filter(use="report").first())
    decision = actions.hide(published, moderator, WHY)
    report.refresh_from_db()
    assert report.decision == decision
    assert not Entry.objects.visible_to(neighbour).filter(pk=published.pk).exists()
    first = published.published
    assert actions.restore(published, moderator).outcome == "restored"
    published.refresh_from_db()
    assert (published.status, published.published) == ("published", first)


def test_a_report_can_be_answered_by_leaving_it(published, moderator, neighbour):
    Report.objects.create(entry=published, reason=Reason.objects.filter(use="report").first())
    assert actions.keep(published, moderator).outcome == "kept"
    assert actions.keep(published, moderator) is None
    assert not Report.objects.open().exists()
    published.refresh_from_db()
    assert published.is_published


def test_withdrawn_and_brought_back(published, newcomer, moderator):
    assert actions.withdraw(published, newcomer)
    assert not actions.withdraw(published, newcomer)
    assert actions.bring_back(published, newcomer)
    assert not actions.bring_back(published, newcomer)
    published.refresh_from_db()
    assert published.is_published


def test_after_thirty_days_it_does_not_come_back(published, newcomer):
    Entry.objects.filter(pk=published.pk).update(withdrawn=timezone.now() - timedelta(days=30))
    with pytest.raises(PermissionDenied):
        actions.bring_back(published, newcomer)


def test_what_was_hidden_meanwhile_stays_hidden(published, newcomer, moderator):
    actions.withdraw(published, newcomer)
    actions.hide(published, moderator, WHY)
    actions.bring_back(published, newcomer)
    published.refresh_from_db()
    assert published.status == "hidden"


def test_taken_back_before_anybody_decided(waiting, newcomer, moderator):
    assert actions.take_back(waiting, newcomer)
    assert not actions.take_back(waiting, newcomer)
    with pytest.raises(PermissionDenied):  # a draft is its author's alone
        actions.publish(waiting, moderator)


# -- refusals --------------------------------------------------------------------------------------------------------

MOVES = {
    "publish": actions.publish,
    "send_back": lambda entry, by: actions.send_back(entry, by, WHY),
    "hide": lambda entry, by: actions.hide(entry, by, WHY),
    "restore": actions.restore,
    "keep": actions.keep,
}
STANDS = {"publish": "pending", "send_back": "pending", "hide": "published", "restore": "hidden", "keep": "published"}


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("who", ["neighbour", "newcomer", "coordinator", "member"])
def test_only_moderators_decide(request, member, move, who):
    entry = factories.make_entry(member, status=STANDS[move])
    with pytest.raises(PermissionDenied):
        MOVES[move](entry, request.getfixturevalue(who))
    entry.refresh_from_db()
    assert entry.status == STANDS[move]


@pytest.mark.parametrize("move", MOVES)
def test_nobody_decides_on_their_own(moderator, move):
    entry = factories.make_entry(moderator, status=STANDS[move])
    with pytest.raises(PermissionDenied):
        MOVES[move](entry, moderator)


@pytest.mark.parametrize("move", MOVES)
def test_nobody_decides_on_what_they_may_not_see(moderator, member, places, move):
    entry = factories.make_entry(member, status=STANDS[move], audience="organisation", organisation=places.savez)
    with pytest.raises(PermissionDenied):
        MOVES[move](entry, moderator)


@pytest.mark.parametrize("move", [actions.submit, actions.take_back, actions.withdraw, actions.bring_back])
@pytest.mark.parametrize("who", ["neighbour", "moderator"])
def test_authors_moves_are_the_authors(request, published, move, who):
    with pytest.raises(PermissionDenied):
        move(published, request.getfixturevalue(who))


@pytest.mark.parametrize("move", ["publish", "send_back", "hide", "restore"])
def test_the_second_decision_meets_the_first(member, moderator, colleague, move):
    entry = factories.make_entry(member, status=STANDS[move])
    first = MOVES[move](entry, colleague)
    with pytest.raises(actions.Overtaken) as met:
        MOVES[move](entry, moderator)
    assert met.value.decision == first
    assert met.value.decision.by == colleague


@pytest.mark.parametrize("move", ["publish", "send_back", "hide", "restore"])
def test_the_same_click_twice_changes_nothing(member, moderator, move):
    entry = factories.make_entry(member, status=STANDS[move])
    assert MOVES[move](entry, moderator)
    before = Decision.objects.count()
    assert MOVES[move](entry, moderator) is None
    assert Decision.objects.count() == before


def test_a_version_that_nobody_read_is_not_published(waiting, moderator):
    read = waiting.version
    Entry.objects.filter(pk=waiting.pk).update(version=read + 1, title="Nešto drugo")
    with pytest.raises(actions.Overtaken):
        actions.publish(waiting, moderator, version=read)


@pytest.mark.parametrize("move", MOVES)
def test_a_moderator_needs_the_second_factor(member, moderator, move):
    entry = factories.make_entry(member, status=STANDS[move])
    moderator.authenticator_set.all().delete()
    with pytest.raises(PermissionDenied):
        MOVES[move](entry, moderator)
