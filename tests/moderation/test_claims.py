"""Claims of mandates: who may answer, what the database refuses, what becomes of a confirmed one."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Claim, Mandate
from accounts.policy import Role
from moderation import claims, mandates
from moderation.actions import Overtaken
from moderation.models import Decision
from moderation.policy import can_answer, claims_answered_by
from notifications.models import Notification, OutgoingMail
from register.models import Community
from tests import factories

pytestmark = pytest.mark.django_db


def claimed(user, **values):
    values.setdefault("role", "president")
    values.setdefault("starts", date(2024, 1, 1))
    return claims.make(user, values.pop("once", None) or uuid4(), **values)


@pytest.fixture
def claim(newcomer, coordinator, places):
    return claimed(newcomer, community=places.jelah)


def test_the_coordinator_hears_of_it_and_moderators_only_where_there_is_none(newcomer, coordinator, moderator, places):
    claimed(newcomer, community=places.jelah)
    assert [one.user for one in Notification.objects.filter(kind="waiting")] == [coordinator]
    claimed(newcomer, community=places.klasnice)
    assert set(Notification.objects.filter(kind="waiting").values_list("user", flat=True)) == {
        coordinator.pk,
        moderator.pk,
    }


@pytest.mark.parametrize("answer", ["confirm", "refuse", "withdraw"])
def test_nobody_is_asked_for_an_answer_that_is_given(claim, newcomer, coordinator, places, answer):
    other = claimed(newcomer, role="secretary", community=places.jelah)
    if answer == "withdraw":
        claims.withdraw(claim, newcomer)
    else:
        getattr(claims, answer)(claim, coordinator, **({"words": "Ne."} if answer == "refuse" else {}))
    asked = Notification.objects.filter(user=coordinator, kind="waiting")
    assert [one.fact("claim") for one in asked.waiting_for("daily")] == [other.pk]


def test_who_may_answer(claim, member, newcomer, coordinator, moderator, places):
    """The matrix, and the queryset says the same."""
    elsewhere = factories.make_user("k2@example.ba")
    factories.make_mandate(elsewhere, "coordinator", places.laktasi)
    former = factories.make_user("bivsa@example.ba")
    factories.make_mandate(former, "coordinator", places.tesanj, ends=timezone.localdate() - timedelta(days=1))
    closed = factories.make_user("zatvoren@example.ba", is_active=False)
    factories.make_mandate(closed, "coordinator", places.tesanj)
    unproven = factories.make_user("mod3@example.ba")
    factories.make_mandate(unproven, "moderator")  # without the second factor
    expected = {
        member: False, newcomer: False, coordinator: True, moderator: True, elsewhere: False, former: False,
        closed: False, unproven: False,
    }  # fmt: skip
    for user, may in expected.items():
        assert can_answer(user, claim) is may, user
        assert claims_answered_by(user).filter(pk=claim.pk).exists() is may, user
        if not may:
            with pytest.raises(PermissionDenied):
                claims.confirm(claim, user)
            with pytest.raises(PermissionDenied):
                claims.refuse(claim, user, "Ne.")
    assert Decision.objects.count() == 0


def test_nobody_answers_their_own(coordinator, moderator, places):
    for user in (coordinator, moderator):
        own = claimed(user, community=places.jelah)
        assert not can_answer(user, own)
        assert own not in claims_answered_by(user)


def test_confirmed_it_is_a_mandate(claim, newcomer, coordinator, places):
    decision = claims.confirm(claim, coordinator)
    mandate = claim.mandate
    assert (mandate.user, mandate.role, mandate.community) == (newcomer, "president", places.jelah)
    assert (mandate.confirmed_by, mandate.confirmed_on) == (coordinator, timezone.localdate())
    assert mandate.is_active()
    assert mandate.name_since is None, "no name without consent"
    told = Notification.objects.get(kind="claim", user=newcomer)
    assert told.facts["outcome"] == "confirmed"
    assert told.facts["label"] == "MZ Jelah, Tešanj"
    mail = OutgoingMail.objects.get(reader=newcomer)
    assert mail.event == "decided"
    assert claims.confirm(claim, coordinator) is None, "once more changes nothing"
    assert list(Decision.objects.all()) == [decision]


def test_refused_with_a_reason(claim, newcomer, coordinator, moderator):
    claims.refuse(claim, coordinator, "U odluci o izboru stoji drugo ime.")
    assert claim.status == Claim.Status.REFUSED
    assert not newcomer.mandate_set.exists()
    assert claim.decisions.get().words == "U odluci o izboru stoji drugo ime."
    with pytest.raises(Overtaken) as met:
        claims.confirm(claim, moderator)
    assert met.value.decision == claim.decisions.get()


def test_a_missing_community_comes_with_the_claim(newcomer, coordinator, places):
    claim = claimed(newcomer, municipality=places.tesanj, proposed_name="Gornja Vrela")
    claims.confirm(claim, coordinator, name="Gornja Vrela", source_url="https://www.tesanj.ba/mz")
    made = Community.objects.get(name="Gornja Vrela")
    assert (made.municipality, made.slug, made.confirmed_on) == (places.tesanj, "gornja-vrela", timezone.localdate())
    assert claim.mandate.community == made
    assert not made.is_unconfirmed


def test_a_missing_community_leaves_the_old_address_of_another_to_it(newcomer, coordinator, places):
    places.jelah.name, places.jelah.slug = "Jelah Centar", "jelah-centar"
    places.jelah.save()
    claims.confirm(claimed(newcomer, municipality=places.tesanj, proposed_name="Jelah"), coordinator)
    assert Community.objects.get(name="Jelah").slug == "jelah-2"


def test_a_missing_community_that_was_there_after_all(newcomer, coordinator, places):
    claim = claimed(newcomer, municipality=places.tesanj, proposed_name="Kalošević")
    with pytest.raises(PermissionDenied):
        claims.confirm(claim, coordinator, community=places.klasnice)
    claims.confirm(claim, coordinator, community=places.kalosevic)
    assert claim.mandate.community == places.kalosevic
    assert Community.objects.count() == 3


def test_two_claims_of_one_missing_community_make_it_once(newcomer, member, coordinator, places):
    for user, name in ((newcomer, "Vrela"), (member, "ВРЕЛА")):
        claims.confirm(claimed(user, municipality=places.tesanj, proposed_name=name), coordinator)
    assert Community.objects.filter(name="Vrela").count() == 1
    assert Mandate.objects.filter(community__name="Vrela").count() == 2


def test_the_same_once_more_is_the_same(newcomer, places):
    once = uuid4()
    one = claimed(newcomer, once=once, community=places.jelah)
    assert claimed(newcomer, once=once, community=places.jelah) == one
    assert claimed(newcomer, community=places.jelah) == one
    assert Claim.objects.count() == 1


def test_five_may_wait_at_once(newcomer, places):
    for number in range(claims.MOST_WAITING):
        claimed(newcomer, municipality=places.tesanj, proposed_name=f"Vrela {number}")
    with pytest.raises(claims.TooMany):
        claimed(newcomer, community=places.jelah)


def test_what_is_held_is_not_claimed(member, newcomer, coordinator, places):
    with pytest.raises(claims.HeldAlready):
        claimed(member, community=places.jelah)
    ended = factories.make_mandate(newcomer, "president", places.jelah, ends=date(2025, 1, 1))
    with pytest.raises(claims.HeldAlready) as met:
        claimed(newcomer, community=places.jelah)
    assert met.value.mandate == ended
    claimed(newcomer, community=places.jelah, starts=date(2025, 1, 2))


def test_held_in_the_meantime(claim, newcomer, coordinator, places):
    factories.make_mandate(newcomer, "president", places.jelah)
    with pytest.raises(claims.HeldAlready):
        claims.confirm(claim, coordinator)
    claim.refresh_from_db()
    assert claim.is_waiting
    assert not Decision.objects.exists()


def test_taken_back_by_whoever_made_it_alone(claim, newcomer, member, coordinator):
    with pytest.raises(PermissionDenied):
        claims.withdraw(claim, member)
    assert claims.withdraw(claim, newcomer)
    assert not claims.withdraw(claim, newcomer)
    with pytest.raises(Overtaken) as met:
        claims.confirm(Claim.objects.get(pk=claim.pk), coordinator)
    assert met.value.decision is None


# -- by plain SQL ------------------------------------------------------------------------------------------------------


def refused(constraint, claim, **values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(**values)


def test_what_the_database_refuses(claim, newcomer, member, coordinator, neighbour, places):
    mandate = factories.make_mandate(newcomer, "secretary", places.jelah)
    refused("claim_has_one_place", claim, proposed_name="Vrela")
    refused("claim_has_one_place", claim, community=None)
    refused("claim_role", claim, role="moderator")
    refused("claim_ends_after_start", claim, ends=claim.starts)
    refused("claim_confirmed_is_a_mandate", claim, mandate=mandate)
    confirmed = {"status": "confirmed", "mandate": mandate}
    refused("claim_needs_decision", claim, **confirmed)
    decision = {"claim": claim, "kind": "review", "outcome": "confirmed"}
    for nobody in (member, neighbour, newcomer):
        Decision.objects.create(by=nobody, **decision)
        refused("claim_needs_decision", claim, **confirmed)
    Decision.objects.create(by=coordinator, **decision | {"outcome": "refused", "words": "Ne."})
    refused("claim_needs_decision", claim, **confirmed)
    Decision.objects.create(by=coordinator, **decision)
    Claim.objects.filter(pk=claim.pk).update(**confirmed)
    with pytest.raises(Exception, match=r"claim_status_moves|transition"), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(status="waiting", mandate=None)


def test_one_waits_for_each_role_and_place(claim, newcomer, places):
    with pytest.raises(IntegrityError, match="claim_waits_once"), transaction.atomic():
        Claim.objects.create(
            user=newcomer, role=Role.PRESIDENT, community=places.jelah, starts=date(2025, 1, 1), once=uuid4()
        )


# -- the last days -----------------------------------------------------------------------------------------------------


class Forever:
    def goes_on(self):
        return True


def warned(user):
    return Notification.objects.filter(kind="mandate_ends", user=user).count()


def test_warned_sixty_days_before_the_end_and_once(newcomer, places):
    today = timezone.localdate()
    mandate = factories.make_mandate(newcomer, "president", places.jelah, ends=today + timedelta(days=61))
    mandates.warn_all(Forever())
    assert warned(newcomer) == 0
    Mandate.objects.filter(pk=mandate.pk).update(ends=today + timedelta(days=60))
    for _again in range(2):
        mandates.warn_all(Forever())
    assert warned(newcomer) == 1
    Mandate.objects.filter(pk=mandate.pk).update(ends=today + timedelta(days=30))
    mandates.warn_all(Forever())
    assert warned(newcomer) == 2, "another last day is another warning"


def test_the_clock_may_go_back(newcomer, places, time_machine_at):
    today = timezone.localdate()
    factories.make_mandate(newcomer, "president", places.jelah, ends=today + timedelta(days=60))
    for day in (today, today - timedelta(days=5), today + timedelta(days=1)):
        time_machine_at(day)
        mandates.warn_all(Forever())
    assert warned(newcomer) == 1


def test_former_after_the_last_day(newcomer, places, time_machine_at):
    today = timezone.localdate()
    mandate = factories.make_mandate(newcomer, "president", places.jelah, ends=today)
    assert mandate.is_active()
    time_machine_at(today + timedelta(days=1))
    assert mandate.is_former
    assert not mandate.is_active()
    assert mandate not in Mandate.objects.active()


def test_neither_former_nor_unconfirmed_ones_are_warned(newcomer, member, places):
    today = timezone.localdate()
    factories.make_mandate(newcomer, "president", places.jelah, ends=today - timedelta(days=1))
    factories.make_mandate(newcomer, "secretary", places.jelah, ends=today + timedelta(days=9), confirmed_on=None)
    mandates.warn_all(Forever())
    assert warned(newcomer) == 0
