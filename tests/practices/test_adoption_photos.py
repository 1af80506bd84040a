"""Photos of an adoption: the same page and checks as those of a practice, shown with the adoption that they belong to."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from content.models import Entry
from tests import factories
from tests.markup import valid
from tests.practices.photos import add, fetch, files, url
from tests.practices.taking import taken

QUERIES = 1

pytestmark = pytest.mark.django_db


@pytest.fixture
def adoption(practice, neighbour, places):
    return taken(practice, neighbour, places.klasnice)


def test_photos_stand_with_the_adoption(client, client_of, neighbour, practice, adoption):
    desk = client_of(neighbour)
    valid(desk.get(url(adoption)))
    for alt in ("Prije: blato.", "Poslije: staza."):
        assert add(desk, adoption, alt=alt)["Location"] == url(adoption)
    last = adoption.photos.get(alt="Poslije: staza.")
    desk.post(f"{url(adoption)}{last.pk}/naprijed/")
    assert list(adoption.photos.values_list("alt", flat=True)) == ["Poslije: staza.", "Prije: blato."]
    page = client.get(practice.get_absolute_url())
    valid(page)
    html = page.content.decode()
    assert html.index("Poslije: staza.") < html.index("Prije: blato.")
    assert f'src="{last.smallest["url"]}"' in html
    assert f'width="{last.smallest["width"]}" height="{last.smallest["height"]}"' in html
    fetched, content = fetch(client, last.smallest["url"])
    assert fetched.status_code == 200
    assert content.startswith(b"\xff\xd8")
    desk.post(f"{url(adoption)}{last.pk}/uklanjanje/")
    assert adoption.photos.count() == 1


@pytest.mark.parametrize("of", ["adoption", "practice"])
@pytest.mark.parametrize("how", [{"status": "hidden"}, {"withdrawn": True}])
def test_hidden_or_withdrawn_its_photos_are_gone(request, client, client_of, neighbour, adoption, of, how):
    add(client_of(neighbour), adoption)
    address = adoption.photos.get().smallest["url"]
    fetch(client, address)
    values = {"withdrawn": timezone.now()} if "withdrawn" in how else how
    Entry.objects.filter(pk=request.getfixturevalue(of).pk).update(**values)
    assert client.get(address).status_code == 404


def test_what_is_refused_says_why_and_keeps_nothing(client_of, neighbour, adoption, settings):
    desk = client_of(neighbour)
    text = SimpleUploadedFile("slika.jpg", b"not a picture", "image/jpeg")
    for changed in ({"alt": ""}, {"people": ""}, {"file": text}):
        page = add(desk, adoption, **changed)
        valid(page)
        assert page.status_code == 200
        assert "errsum" in page.content.decode() or "errmsg" in page.content.decode()
    assert not adoption.photos.exists()
    assert files(settings) == []


def test_only_by_its_author(client, client_of, neighbour, newcomer, moderator, practice, adoption, places):
    assert client.get(url(adoption))["Location"].startswith("/prijava/")
    assert client_of(newcomer).get(url(adoption)).status_code == 403
    assert add(client_of(newcomer), adoption).status_code == 403
    add(client_of(neighbour), adoption)
    photo = adoption.photos.get()
    for path in ("naprijed", "uklanjanje"):
        assert client_of(newcomer).post(f"{url(adoption)}{photo.pk}/{path}/").status_code == 403
    waiting = taken(practice, newcomer, places.klasnice)
    assert client_of(neighbour).get(url(waiting)).status_code == 404
    comment = factories.make_comment(neighbour, practice)
    assert client_of(neighbour).get(url(comment)).status_code == 404, "comments have none"
    assert adoption.photos.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_they_cost_the_page_no_query(
    client, client_of, neighbour, practice, adoption, number, django_assert_num_queries
):
    for _ in range(number):
        add(client_of(neighbour), adoption)
    address = practice.get_absolute_url()
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(f"{address}?again")
