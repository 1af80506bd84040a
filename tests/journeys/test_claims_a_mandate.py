"""From nothing to a practice that a neighbour takes over: account, claim, confirmation, practice, adoption, mails.

Over HTTP, by the forms and links that the pages show, without JavaScript.
"""

import re

import pytest
from django.core import mail
from django.test import Client

from accounts.models import Mandate, User
from content.models import Theme
from notifications.delivery import deliver
from notifications.models import OutgoingMail
from practices import look
from practices.models import Practice
from tests.accounts.letters import code_for
from tests.factories import PASSWORD
from tests.journeys.test_posts_a_practice import form_of
from tests.markup import text_of

EMAIL = "zemira@example.ba"


def letters_sent():
    """Everything that waits is sent; returns it."""
    mail.outbox.clear()
    while (one := OutgoingMail.objects.lease_next()) is not None:
        deliver(one)
    return list(mail.outbox)


@pytest.mark.django_db
@pytest.mark.usefixtures("empty_cache")
def test_from_an_account_to_an_adoption(client, client_of, coordinator, neighbour, places, settings):
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    # Opens an account in Cyrillic and types the code from the mail.
    phone = Client()
    values = {"email": EMAIL, "display_name": "Земира Хасић", "password1": PASSWORD}
    phone.post("/sr/registracija/", values)
    phone.post("/sr/nalog/e-posta/kod/", {"code": code_for(EMAIL)})
    user = User.objects.get(email=EMAIL)
    letters_sent()

    # Her local community is not on the list: she proposes it together with her role.
    found = phone.get("/sr/nalog/mandat/", {"q": "горња врела"})
    assert 'href="/sr/nalog/mandat/nova/"' in found.content.decode()
    hidden = form_of(phone.get("/sr/nalog/mandat/nova/").content.decode())
    claim = {"municipality": places.tesanj.pk, "name": "Горња Врела", "role": "president", "starts": "2024"}
    phone.post("/sr/nalog/mandat/nova/", {**hidden, **claim, "name_public": "on"})
    assert "чека потврду" in text_of(phone.get("/sr/nalog/mandat/"))

    # The coordinator finds it waiting and confirms both.
    office = client_of(coordinator)
    page = office.get("/koordinator/").content.decode()
    answer = re.search(r'href="(/koordinator/mandati/\d+/)"', page)[1]
    hidden = form_of(office.get(answer).content.decode().split("<details")[0])
    office.post(answer, {**hidden, "confirm": "1", "name": "Gornja Vrela", "community": "", "source_url": ""})
    assert Mandate.objects.get(user=user).community.slug == "gornja-vrela"
    letter = next(one for one in letters_sent() if EMAIL in one.to[0])
    assert "Ваша улога је потврђена" in letter.subject
    assert "Горња Врела" in letter.body
    assert not re.search("[čćšžđ]", letter.body)
    town = "/mjesne-zajednice/tesanj/gornja-vrela/"
    assert "Zemira Hasić" in text_of(client.get(town))
    assert "Земира Хасић" in text_of(client.get("/sr" + town))

    # Her practice stands on the site at once.
    hidden = form_of(phone.get("/sr/prakse/nova/").content.decode())
    theme = Theme.objects.get(slug="infrastruktura")
    first = {"title": "Расвјета код школе", "outcome": "worked", "themes": [theme.pk]}
    phone.post("/sr/prakse/nova/", {**hidden, **first})
    practice = Practice.objects.get()
    steps = f"/sr/prakse/{practice.pk}/uredi/"
    page = phone.get(f"{steps}problem/").content.decode()
    value = re.search(r'name="places" value="(c\d+)"', page)[1]
    phone.post(f"{steps}problem/", {**form_of(page), "problem": "Дјеца иду по мраку.", "places": [value], "next": "1"})
    hidden = form_of(phone.get(f"{steps}koraci/").content.decode())
    phone.post(f"{steps}koraci/", {**hidden, "body": "Поставили смо лампе.", "next": "1"})
    phone.post(f"/sr/prakse/{practice.pk}/slanje/")
    address = practice.get_absolute_url()
    assert "Postavili smo lampe." in text_of(client.get(address))
    assert "Rasvjeta kod škole" in text_of(client.get(town))
    letters_sent()

    # The neighbour takes it over; she is told in her script, readers see it in both.
    beside = client_of(neighbour)
    form = beside.get(
        re.search(r'href="(/prakse/\d+/primjena/)"', beside.get(address).content.decode())[1], follow=True
    )
    hidden = form_of(form.content.decode())
    where = form.redirect_chain[-1][0]
    done = {"state": "finished", "body": "Isto, sa solarnim lampama.", "cost": "900", "people": "40"}
    beside.post(where, {**hidden, **done})
    told = phone.get("/sr/nalog/obavjestenja/").content.decode()
    assert "Клашнице" in told
    assert f"/sr{address}#adoption-" in told
    assert "MZ Klašnice" in text_of(client.get(address))
    assert "соларним лампама" in text_of(client.get("/sr" + address))
    assert "Rasvjeta kod škole" in text_of(client.get("/mjesne-zajednice/laktasi/klasnice/"))
    look.forget()
    assert "Rasvjeta kod škole" in text_of(client.get("/prakse/?samo=primijenjene"))
