"""What members say among themselves reaches nobody else, by no exit."""

import pytest
from django.test import Client

from content.models import Attachment, Entry
from forums.models import Answer, Question
from networks.models import Network
from notifications.delivery import why_not
from notifications.models import Notification, OutgoingMail
from search.models import Document
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
MARK = "Kvrgavost"
NEW = "/pitanja/novo/"


@pytest.fixture
def thread(inside, network, coordinator):
    """Asked by a member, through the form."""
    page = inside.get(NEW, {"unutar": network.slug, "naslov": f"{MARK} naslova?", "dalje": 1})
    valid(page)
    assert "Samo za članove" in text_of(page)
    inside.post(NEW, {"unutar": network.slug, "title": f"{MARK} naslova?", "body": f"{MARK} teksta.", "scope": "bih"})
    return Question.objects.get()


def test_it_is_inside_and_published_at_once(thread, network, coordinator, inside, url):
    assert (thread.audience, thread.organisation, thread.status) == ("organisation", network.organisation, "published")
    assert MARK in text_of(inside.get(url))
    page = inside.get(thread.get_absolute_url())
    assert "noindex" in page.content.decode()
    assert "samo za članove i članice mreže" in text_of(page)
    assert MARK in text_of(inside.get("/pitanja/"))


def test_the_others_are_told(thread, leader, coordinator):
    told = Notification.objects.get(kind="network")
    assert (told.user, told.entry_id, told.actor) == (leader, thread.pk, coordinator)


@pytest.mark.parametrize("who", ["client", "outside", "moderator_browser", "other_network"])
def test_by_no_exit(request, client, thread, network, url, who, places, coordinator, staff_client_of):
    browser = {
        "client": lambda: client,
        "outside": lambda: request.getfixturevalue("outside"),
        "moderator_browser": lambda: staff_client_of(request.getfixturevalue("moderator")),
        "other_network": lambda: of_another(request.getfixturevalue("client_of")),
    }[who]()
    among = {"audience": "organisation", "organisation": network.organisation}
    answer = factories.make_answer(coordinator, thread, body=f"{MARK} odgovora.", **among)
    factories.make_comment(coordinator, answer, body=f"{MARK} komentara.", **among)
    attached = Attachment.objects.create(
        entry=thread, name=f"{MARK}.pdf", title=MARK, kind="pdf", content_type="application/pdf", path="x.pdf", size=1
    )
    pages = [
        url, "/mreze/", "/", "/pitanja/", "/pitanja/?q=" + MARK.lower(), "/pitanja/?stanje=nova", "/pitanja/feed.atom",
        "/pretraga/?q=" + MARK.lower(),
        "/pretraga/prijedlozi/?q=" + MARK.lower(), "/sitemap-questions.xml", "/pitanja/moja/", "/moderacija/", "/obavjestenja/",
        coordinator.profile.get_absolute_url(), places.tesanj.get_absolute_url(),
    ]  # fmt: skip
    for path in pages:
        body = browser.get(path).content.decode()
        assert MARK not in body, path
    closed = [
        thread.get_absolute_url(), f"/pitanja/{thread.pk}/uredi/", f"/pitanja/{thread.pk}/prilozi/", attached.get_absolute_url(),
        f"/prijava-sadrzaja/{thread.pk}/", f"/moderacija/{thread.pk}/", f"/upravljanje/content/entry/{thread.pk}/change/",
    ]  # fmt: skip
    for path in closed:
        found = browser.get(path)
        assert found.status_code in {302, 403, 404}, path
        assert MARK not in found.content.decode(), path
        assert MARK not in found.get("Location", ""), path
    for path in (f"/pitanja/{thread.pk}/pracenje/", f"/pitanja/{thread.pk}/odgovor/", f"/komentari/{thread.pk}/novi/"):
        browser.post(path, {"body": "Ulazim.", "on": "1"})
    assert set(Entry.objects.exclude(author=coordinator).values_list("pk", flat=True)) == set()


def of_another(client_of):
    """A member of another network."""
    user = factories.make_user("druga@example.ba")
    factories.make_network("Druga mreža", user)
    return client_of(user)


def test_its_document_is_inside(thread, network):
    document = Document.objects.get(kind="question")
    assert (document.audience, document.organisation_id) == ("organisation", network.pk)


def test_counts_do_not_tell(client, outside, thread):
    for browser in (client, outside):
        assert "1 pitanje" not in text_of(browser.get("/pitanja/"))


def test_who_leaves_reads_nothing_more_and_gets_no_mail(thread, inside, coordinator, leader, network, client_of, url):
    other = factories.make_user("treci@example.ba")
    factories.make_mandate(other, "network_member", network.organisation)
    browser = client_of(other)
    browser.post(NEW, {"unutar": network.slug, "title": "Druga tema?", "scope": "bih"})
    asked = Question.objects.get(title="Druga tema?")
    told = Notification.objects.get(user=coordinator, entry=asked)
    mail = OutgoingMail.objects.create(
        recipient=coordinator.email, reader=coordinator, event="notification", notification=told
    )
    assert why_not(mail) == ""
    inside.post(f"{url}izlazak/")
    mail = OutgoingMail.objects.select_related("reader", "notification__entry").get(pk=mail.pk)
    assert why_not(mail)
    assert inside.get(asked.get_absolute_url()).status_code == 404
    assert inside.get(thread.get_absolute_url()).status_code == 200, "what one wrote oneself one always reads"


@pytest.mark.parametrize("slug", ["nema-je", "savez-opcina-i-gradova-fbih"])
def test_one_asks_inside_ones_own_networks_alone(outside, inside, network, places, slug):
    for browser in (outside, inside):
        assert browser.get(NEW, {"unutar": slug, "naslov": "Šta sada?"}).status_code == 404
        assert browser.post(NEW, {"unutar": slug, "title": "Šta sada?"}).status_code == 404
    assert outside.get(NEW, {"unutar": network.slug}).status_code == 404
    assert outside.post(NEW, {"unutar": network.slug, "title": "Šta sada?"}).status_code == 404
    assert not Question.objects.exists()


def test_visitors_sign_in_first(network):
    assert Client().get(NEW, {"unutar": network.slug})["Location"].startswith("/prijava/")


def test_answers_stay_inside(inside, desk, thread):
    desk.post(f"/pitanja/{thread.pk}/odgovor/", {"body": "Ja sam radila imovinu.", "scope": "bih"})
    answer = Answer.objects.get()
    assert (answer.audience, answer.organisation, answer.status) == ("organisation", thread.organisation, "published")


def test_a_network_keeps_its_texts(thread, network):
    """Nothing that was said inside becomes public by deleting the network around it."""
    with pytest.raises(Exception, match="protected"):
        network.organisation.delete()
    assert Network.objects.exists()
