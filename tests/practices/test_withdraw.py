"""Off the site at once, for everybody but its author and moderators."""

from practices import look
from tests.markup import text_of


def test_it_is_gone_from_page_list_and_feed(client, client_of, member, practice):
    client_of(member).post(f"/prakse/{practice.pk}/povlacenje/")
    look.forget()
    assert client.get(practice.get_absolute_url()).status_code == 404
    assert client.get(practice.get_absolute_url() + "list/").status_code == 404
    assert practice.title not in text_of(client.get("/prakse/"))
    assert practice.title not in client.get("/prakse/feed.atom").content.decode()
    assert "povučeno" in text_of(client_of(member).get("/prakse/moje/"))
