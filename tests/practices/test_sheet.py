"""The hand-out: one page of A4 with a code that leads to the practice."""

from tests.markup import text_of, valid


def test_says_what_another_place_needs(client, practice):
    response = client.get(practice.get_absolute_url() + "list/")
    valid(response)
    page = text_of(response)
    assert "Rasvjeta na stazi do škole" in page
    assert practice.get_absolute_url() in page
    assert 'class="qr"' in response.content.decode()
    assert "noindex" in response.content.decode()


def test_the_key_stays_a_latin_letter(client, practice):
    assert "(Ctrl и P)" in text_of(client.get("/sr" + practice.get_absolute_url() + "list/"))


def test_a_wrong_slug_leads_to_the_right_one(client, practice):
    response = client.get(f"/prakse/{practice.pk}-x/list/")
    assert (response.status_code, response["Location"]) == (301, practice.get_absolute_url() + "list/")


def test_only_reading(client, practice):
    assert client.post(practice.get_absolute_url() + "list/").status_code == 405
