"""Closed and merged communities."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from communities import actions
from communities.editing import CloseForm
from tests.communities.desk import sent, url
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
DAY = "15. 3. 2020."


def test_a_closed_one_leaves_the_lists_and_says_so(client, desk, places):
    assert sent(desk, url(places.jelah, "zatvaranje/"), day=DAY, source="").status_code == 200
    assert sent(desk, url(places.jelah, "zatvaranje/"), day=DAY, source="Odluka 3/20").status_code == 302
    places.jelah.refresh_from_db()
    assert places.jelah.closed_on == date(2020, 3, 15)
    page = client.get("/mjesne-zajednice/tesanj/jelah/")
    valid(page)
    assert "Odluka 3/20" in text_of(page)
    for invitation in ("Pošaljite nam podatke", "Pomozite nam", "Pišite nam šta nedostaje", "Znate li?"):
        assert invitation not in text_of(page)
    for address in ("/mjesne-zajednice/?q=jelah", "/mjesne-zajednice/tesanj/", "/nalog/mandat/?q=jelah"):
        assert "/tesanj/jelah/" not in desk.get(address).content.decode(), address
    assert desk.get(url(places.jelah)).status_code == 404
    assert desk.get(f"/nalog/mandat/mz/{places.jelah.pk}/").status_code == 404


@pytest.mark.parametrize("day", ["", "2020", "3. 2020", "30. 2. 2020", "1. 1. 2999", "jučer"])
def test_the_day_is_whole_and_has_been(desk, places, day):
    response = sent(desk, url(places.jelah, "zatvaranje/"), day=day, source="Odluka 3/20")
    assert response.context["form"].errors.keys() == {"day"}
    assert "Odluka 3/20" in response.content.decode()
    places.jelah.refresh_from_db()
    assert places.jelah.closed_on is None


def test_a_merged_one_leads_to_the_other(client, desk, places):
    sent(desk, url(places.jelah, "zatvaranje/"), day=DAY, source="Odluka", merged_into=places.kalosevic.pk)
    for end in ("", "za-stampu/"):
        response = client.get(f"/mjesne-zajednice/tesanj/jelah/{end}")
        assert (response.status_code, response["Location"]) == (301, f"/mjesne-zajednice/tesanj/kalosevici/{end}")
    places.kalosevic.refresh_from_db()
    assert places.kalosevic.former_name_list == ["Jelah"]
    assert "kalosevici" in client.get("/mjesne-zajednice/?q=jelah").content.decode()


def test_closing_twice_at_once_is_seen(coordinator, places):
    form = CloseForm(places.jelah, {"day": DAY, "source": "Odluka"})
    assert form.is_valid()
    token = actions.seen(form)
    actions.close(form, coordinator, token)
    with pytest.raises(PermissionDenied):
        actions.close(form, coordinator, token)
