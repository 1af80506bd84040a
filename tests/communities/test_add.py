"""A local community that the register lacks."""

import pytest
from django.utils import timezone

from register.models import Community
from tests.markup import valid

pytestmark = pytest.mark.django_db


def test_a_new_one_needs_a_source_and_is_made_once(desk, places):
    values = {"municipality": places.tesanj.pk, "name": "Gornja Vrela", "source_url": "", "source_date": ""}
    response = desk.post("/koordinator/nova-mz/", values)
    valid(response)
    assert "Gornja Vrela" in response.content.decode()
    assert Community.objects.count() == 3
    values["source_url"] = "https://www.tesanj.ba/mz"
    assert desk.post("/koordinator/nova-mz/", values).status_code == 302
    assert desk.post("/koordinator/nova-mz/", values).status_code == 200, "it is on the list already"
    made = Community.objects.get(name="Gornja Vrela")
    assert (made.slug, made.confirmed_on) == ("gornja-vrela", timezone.localdate())


@pytest.mark.parametrize("name", ["JELAH", "MZ Jelah", "МЗ Јелах", "MZ", "Јелах", "Jeлah", "!!!", "\u200b", "Вijela"])
def test_one_that_is_there_or_that_nobody_can_read_is_refused(desk, places, name):
    values = {"municipality": places.tesanj.pk, "name": name, "source_url": "https://www.tesanj.ba/mz"}
    assert desk.post("/koordinator/nova-mz/", values).status_code == 200
    assert Community.objects.count() == 3


def test_the_old_address_of_another_is_left_to_it(desk, places):
    places.jelah.name, places.jelah.slug = "Jelah Centar", "jelah-centar"
    places.jelah.save()
    values = {"municipality": places.tesanj.pk, "name": "Jelah", "source_url": "https://www.tesanj.ba/mz"}
    assert desk.post("/koordinator/nova-mz/", values).status_code == 302
    assert Community.objects.get(name="Jelah").slug == "jelah-2"
