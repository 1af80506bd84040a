"""Kept for later; nobody else sees it."""

from content.models import Saved
from tests import factories
from tests.markup import text_of


def post(client, practice, on="1"):
    return client.post(f"/prakse/{practice.pk}/cuvanje/", {"on": on})


def test_kept_and_let_go(client_of, neighbour, practice):
    client = client_of(neighbour)
    for _ in range(2):
        post(client, practice)
    assert Saved.objects.count() == 1
    assert "Sačuvano. Poništite" in text_of(client.get(practice.get_absolute_url()))
    post(client, practice, "0")
    assert not Saved.objects.exists()


def test_needs_sign_in_and_a_post(client, client_of, neighbour, practice):
    assert post(client, practice).status_code == 302
    assert client_of(neighbour).get(f"/prakse/{practice.pk}/cuvanje/").status_code == 405


def test_not_what_one_may_not_see(client_of, neighbour, member):
    assert post(client_of(neighbour), factories.make_practice(member)).status_code == 404
    assert not Saved.objects.exists()
