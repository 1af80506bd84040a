"""From a council's phone to a published practice: written, sent, returned with a reason, corrected, published, read.

Over HTTP, by the forms and links that the pages show, without JavaScript.
"""

import re

import pytest
from allauth.mfa.models import Authenticator

from content.models import Theme
from notifications.delivery import deliver
from notifications.models import OutgoingMail
from practices import look
from practices.models import Practice
from tests import factories
from tests.markup import text_of


@pytest.fixture
def desk(moderator, client_of):
    Authenticator.objects.create(user=moderator, type=Authenticator.Type.TOTP, data={"secret": ""})
    return client_of(moderator)


def form_of(page, action=""):
    """The hidden fields of the form that posts there (to the page itself by default)."""
    forms = re.findall(r"<form method=\"post\"[^>]*>.*?</form>", page, re.DOTALL)
    (form,) = [one for one in forms if (f'action="{action}"' in one if action else "action=" not in one.split(">")[0])]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


@pytest.mark.django_db
def test_a_practice_from_draft_to_readers(client, client_of, desk, places, settings, tmp_path):
    author = factories.make_user("zemira@example.ba", name="Земира Хасић", language="sr")
    phone = client_of(author)

    # Begins on the list, writes the first step, and stops; the rest is written another time.
    assert 'href="/prakse/nova/"' in client.get("/prakse/").content.decode()
    hidden = form_of(phone.get("/prakse/nova/").content.decode())
    theme = Theme.objects.get(slug="infrastruktura")
    phone.post("/prakse/nova/", {**hidden, "title": "Расвјета код школе", "outcome": "worked", "themes": [theme.pk]})
    practice = Practice.objects.get()
    assert "Rasvjeta kod škole" in text_of(phone.get("/prakse/moje/"))

    steps = f"/prakse/{practice.pk}/uredi/"
    hidden = form_of(phone.get(f"{steps}problem/").content.decode())
    found = phone.post(
        f"{steps}problem/", {**hidden, "problem": "Дјеца иду по мраку.", "find": "jelah", "find_places": "1"}
    )
    value = re.search(r'name="places" value="(c\d+)"', found.content.decode())[1]
    hidden = form_of(found.content.decode())
    phone.post(f"{steps}problem/", {**hidden, "problem": "Дјеца иду по мраку.", "places": [value], "next": "1"})
    check = f"/prakse/{practice.pk}/provjera/"
    assert "Napišite šta je urađeno" in text_of(phone.get(check))
    hidden = form_of(phone.get(f"{steps}koraci/").content.decode())
    phone.post(f"{steps}koraci/", {**hidden, "body": "Поставили смо лампе.", "next": "1"})

    # Sends it: no mandate, so it waits, and nobody else sees it.
    phone.post(f"/prakse/{practice.pk}/slanje/")
    assert client.get(practice.get_absolute_url()).status_code == 404

    # A moderator takes it from the queue and returns it with a reason.
    assert "Rasvjeta kod škole" in text_of(desk.get("/moderacija/"))
    desk.post(f"/moderacija/{practice.pk}/pregled/")
    desk.post(f"/moderacija/{practice.pk}/vracanje/", {"return-words": "Dopišite koliko je koštalo."})
    assert "Dopišite koliko je koštalo." in text_of(phone.get(practice.get_absolute_url()))

    # The author is told by mail, in Cyrillic.
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail = OutgoingMail.objects.get(reader=author)
    from django.core import mail as sent  # noqa: PLC0415

    deliver(OutgoingMail.objects.lease_next())
    (letter,) = sent.outbox
    assert mail.recipient == "zemira@example.ba"
    assert "Допишите колико је коштало." in letter.body
    assert not re.search("[čćšžđ]", letter.body)

    # Corrected, sent again, published; read in both scripts, found by words and in the feed.
    hidden = form_of(phone.get(f"{steps}troskovi/").content.decode())
    phone.post(f"{steps}troskovi/", {**hidden, "cost": "1.200", "next": "1"})
    phone.post(f"/prakse/{practice.pk}/slanje/")
    version = form_of(desk.get(f"/moderacija/{practice.pk}/").content.decode(), f"/moderacija/{practice.pk}/objava/")
    desk.post(f"/moderacija/{practice.pk}/objava/", version)
    look.forget()
    assert "1.200 KM" in text_of(client.get(practice.get_absolute_url()))
    assert "Поставили смо лампе." in text_of(client.get("/sr" + practice.get_absolute_url()))
    assert "Postavili smo lampe." in text_of(client.get(practice.get_absolute_url()))
    assert "Rasvjeta kod škole" in text_of(client.get("/prakse/?q=lampe"))
    assert "Rasvjeta kod škole" in client.get("/prakse/feed.atom").content.decode()
    assert "Расвјета код школе" in text_of(client.get("/sr/prakse/?q=lampe"))
