"""Names of council members stand on the page with their consent alone."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Mandate
from tests.communities.desk import START
from tests.markup import text_of

pytestmark = pytest.mark.django_db


def page_of_jelah(client):
    return text_of(client.get("/mjesne-zajednice/tesanj/jelah/"))


def test_names_only_with_consent(client, client_of, member, places):
    assert "Amra Hodžić" not in page_of_jelah(client)
    assert "1 osoba s potvrđenom ulogom, bez imena" in page_of_jelah(client)
    mandate = member.mandate_set.get()
    url = f"{START}{mandate.pk}/ime/"
    client_of(member).post(url, {"show": "1"})
    assert "Amra Hodžić" in page_of_jelah(client)
    client_of(member).post(url)
    assert "Amra Hodžić" not in page_of_jelah(client)


def test_nobody_consents_for_somebody_else(client_of, member, neighbour, coordinator):
    url = f"{START}{member.mandate_set.get().pk}/ime/"
    for user in (neighbour, coordinator):
        assert client_of(user).post(url, {"show": "1"}).status_code == 404
    assert member.mandate_set.get().name_since is None


def test_former_and_closed_ones_are_not_shown(client, member, places):
    mandates = Mandate.objects.filter(user=member)
    mandates.update(name_since=date(2025, 1, 1), ends=timezone.localdate() - timedelta(days=1))
    assert "Amra Hodžić" not in page_of_jelah(client)
    mandates.update(ends=None)
    assert "Amra Hodžić" in page_of_jelah(client)
    member.is_active = False
    member.save()
    assert "Amra Hodžić" not in page_of_jelah(client)
