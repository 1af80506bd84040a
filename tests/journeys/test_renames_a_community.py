"""An administrator gives a local community another name and address; nobody who has the old one gets lost."""

from __future__ import annotations

import pytest

from register.models import Community
from tests.journeys.person import Person

pytestmark = pytest.mark.django_db
OLD, NEW = "/mjesne-zajednice/zepce/begov-han/", "/mjesne-zajednice/zepce/begov-han-centar/"


@pytest.mark.parametrize("sheet", ["", "za-stampu/"])
def test_old_address_leads_on_and_history_knows_who(person, admin, staff_client_of, sheet) -> None:
    village = Community.objects.get(municipality__slug="zepce", slug="begov-han")
    person.client = staff_client_of(admin)
    person.open("/upravljanje/").follow("Mjesne zajednice")
    person.open("/upravljanje/register/community/?q=begov+han").follow("Begov Han")
    assert f"/{village.pk}/change/" in person.address
    person.fill_in(save_of(person), name="Begov Han – Centar", slug="begov-han-centar")

    reader = Person()
    for prefix in ("", "/hr", "/sr-latn", "/sr", "/en"):
        answer = reader.client.get(prefix + OLD + sheet)
        assert (answer.status_code, answer["Location"]) == (301, prefix + NEW + sheet)
        assert reader.client.get(prefix + NEW + sheet).status_code == 200
    assert "Begov Han – Centar" in reader.open(NEW).heading

    person.open(f"/upravljanje/register/community/{village.pk}/history/")
    newest = next(person.page.iter("tbody")).find("tr")
    row = " ".join(" ".join(newest.itertext()).split())
    assert admin.email in row
    assert "Begov Han → Begov Han – Centar" in row
    assert "begov-han → begov-han-centar" in row


def save_of(person: Person) -> str:
    """What the button says that saves and goes back to the list."""
    return next(field.get("value") for field in person.page.iter("input") if field.get("name") == "_save")
