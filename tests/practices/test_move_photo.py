"""The order changes by a button, without dragging."""

from tests.practices.photos import add, url


def order(practice):
    return list(practice.photos.values_list("alt", flat=True))


def test_one_place_to_the_front(client_of, newcomer, draft):
    client = client_of(newcomer)
    for alt in ("Prva", "Druga", "Treća"):
        add(client, draft, alt=alt)
    third = draft.photos.get(alt="Treća")
    client.post(f"{url(draft)}{third.pk}/naprijed/")
    assert order(draft) == ["Prva", "Treća", "Druga"]
    for _ in range(3):
        client.post(f"{url(draft)}{third.pk}/naprijed/")
    assert order(draft) == ["Treća", "Prva", "Druga"]


def test_only_by_its_author(client_of, newcomer, neighbour, draft):
    add(client_of(newcomer), draft)
    path = f"{url(draft)}{draft.photos.get().pk}/naprijed/"
    assert client_of(neighbour).post(path).status_code == 404
    assert client_of(newcomer).get(path).status_code == 405
