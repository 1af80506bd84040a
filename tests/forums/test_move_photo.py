"""The order of the photos of a question changes by a button, without dragging."""

from tests.forums.photos import add, page


def order(question):
    return list(question.photos.values_list("alt", flat=True))


def test_one_place_to_the_front(client_of, member, question):
    client = client_of(member)
    for alt in ("Prva", "Druga", "Treća"):
        add(client, question, alt=alt)
    third = question.photos.get(alt="Treća")
    assert client.post(f"{page(question)}{third.pk}/naprijed/")["Location"] == page(question)
    assert order(question) == ["Prva", "Treća", "Druga"]
    for _ in range(3):
        client.post(f"{page(question)}{third.pk}/naprijed/")
    assert order(question) == ["Treća", "Prva", "Druga"]


def test_only_by_whoever_asked_and_only_by_sending(client, client_of, member, neighbour, question):
    add(client_of(member), question)
    path = f"{page(question)}{question.photos.get().pk}/naprijed/"
    assert client.post(path)["Location"].startswith("/prijava/")
    assert client_of(neighbour).post(path).status_code == 403
    assert client_of(member).get(path).status_code == 405
