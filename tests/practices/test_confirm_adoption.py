"""The council of the community stands behind it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from moderation import actions as moves
from notifications.models import Notification
from practices import adopting
from practices.models import Adoption
from tests import factories
from tests.markup import text_of
from tests.moderation.conftest import with_second_factor
from tests.practices.taking import SENT, counted, taken, url

pytestmark = pytest.mark.django_db


def test_somebody_without_a_mandate_waits_and_the_council_confirms(
    client, client_of, practice, newcomer, neighbour, places, moderator
):
    client_of(newcomer).post(url(practice, places.klasnice), SENT)
    adoption = Adoption.objects.get()
    assert (adoption.status, adoption.confirmed_on, counted(practice)) == ("pending", None, 0)
    assert "solarnim" not in text_of(client.get(practice.get_absolute_url()))
    factories.decide(adoption, "published", moderator)
    Adoption.objects.get(pk=adoption.pk)
    factories._move(adoption, "published", published=timezone.now())
    assert counted(practice) == 0
    page = client_of(neighbour).get(practice.get_absolute_url())
    assert "savjet još nije potvrdio" in text_of(page)
    assert f"/prakse/primjene/{adoption.pk}/potvrda/" in page.content.decode()
    client_of(neighbour).post(f"/prakse/primjene/{adoption.pk}/potvrda/")
    assert counted(practice) == 1
    told = Notification.objects.get(user=newcomer, kind="adoption_confirm")
    assert told.facts["outcome"] == "adoption_confirmed"


def test_the_council_is_asked_when_it_is_published(practice, newcomer, neighbour, places, moderator):
    adoption = taken(practice, newcomer, places.klasnice)
    moves.publish(adoption, with_second_factor(moderator))
    assert Notification.objects.filter(user=neighbour, kind="adoption_confirm").count() == 1


def test_the_others_of_the_council_are_not_asked_any_more(practice, newcomer, neighbour, places, moderator):
    other = factories.make_user("druga@example.ba")
    factories.make_mandate(other, "council_member", places.klasnice)
    adoption = taken(practice, newcomer, places.klasnice)
    moves.publish(adoption, with_second_factor(moderator))
    asked = Notification.objects.filter(user=other, kind="adoption_confirm")
    assert asked.unread().exists()
    adopting.confirm(adoption, neighbour)
    assert not asked.unread().exists()


def test_only_the_council_of_that_community_confirms(
    client_of, practice, newcomer, member, neighbour, coordinator, places
):
    adoption = taken(practice, newcomer, places.klasnice)
    factories.bring(adoption, "published")
    for user in (member, newcomer, coordinator):
        with pytest.raises(PermissionDenied):
            adopting.confirm(adoption, user)
        assert client_of(user).post(f"/prakse/primjene/{adoption.pk}/potvrda/").status_code == 403
    assert adopting.confirm(adoption, neighbour)
    assert not adopting.confirm(adoption, neighbour)
