"""The sheet for the notice board: one page of A4 with a QR code."""

import re
from io import BytesIO

import pytest
import segno
from django.db import connections
from pypdf import PdfReader

from register.models import Community, Contact
from tests.factories import make_community
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
URL = "/en/mjesne-zajednice/tesanj/jelah/za-stampu/"


def test_works(places, visitor, settings, make_figure) -> None:
    make_figure(places.jelah, "population", 3200, 2013)
    response = visitor.get(URL)
    page = text_of(response)
    assert "Jelah Јелах" in page
    assert "3,200 (2013, Census 2013)" in page
    assert f"{settings.SITE_URL}/en/mjesne-zajednice/tesanj/jelah/" in page
    assert settings.CONTACT_EMAIL in page
    valid(response)


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_works_in_each_language(places, visitor, prefix) -> None:
    response = visitor.get(f"{prefix}/mjesne-zajednice/tesanj/jelah/za-stampu/")
    assert ("Тешањ" if prefix == "/sr" else "Tešanj") in text_of(response)
    valid(response)


def test_the_key_stays_a_latin_letter(places, visitor) -> None:
    assert "(Ctrl и P)" in text_of(visitor.get(URL.replace("/en/", "/sr/")))


def test_unknown_is_404(places, visitor) -> None:
    assert visitor.get("/en/mjesne-zajednice/tesanj/nema/za-stampu/").status_code == 404


def test_refuses_other_methods(places, visitor) -> None:
    assert visitor.post(URL).status_code == 405


def test_old_address_leads_to_the_new_one(places, visitor) -> None:
    places.jelah.slug = "jelah-centar"
    places.jelah.save()
    assert visitor.get(URL)["Location"] == "/en/mjesne-zajednice/tesanj/jelah-centar/za-stampu/"


def test_what_is_missing_is_an_empty_line(places, visitor) -> None:
    assert re.search(r'<th scope="row">Settlements</th><td></td>', visitor.get(URL).content.decode())


@pytest.mark.parametrize("who", [None, "member", "admin"])
def test_only_public_contacts_hang_on_a_notice_board(request, places, visitor, client_of, who) -> None:
    for visibility in Contact.Visibility:
        Contact.objects.create(
            community=places.jelah, kind="adresa", value=f"Titova 1, {visibility.value}", visibility=visibility
        )
    client = client_of(request.getfixturevalue(who)) if who else visitor
    page = text_of(client.get(URL))
    assert "Titova 1, javno" in page
    assert "Titova 1, clanovi" not in page
    assert "Titova 1, koordinatori" not in page


def test_the_qr_code_is_the_address_of_the_page(places, visitor, settings) -> None:
    html = visitor.get(URL).content.decode()
    size, path = re.search(r'class="qr" viewBox="0 0 (\d+) \d+".*?<path d="([^"]+)"', html).groups()
    drawn = [[0] * int(size) for _ in range(int(size))]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path):
        for column in range(int(x), int(x) + int(width)):
            drawn[int(y)][column] = 1
    address = f"{settings.SITE_URL}/en/mjesne-zajednice/tesanj/jelah/"
    code = segno.make(address, error="m", micro=False, boost_error=False)
    assert drawn == [list(row) for row in code.matrix_iter(border=4)]


@pytest.mark.parametrize("rows", [1, 3])
def test_queries(places, visitor, make_figure, django_assert_num_queries, rows) -> None:
    for number in range(rows):
        Contact.objects.create(community=places.jelah, kind="telefon", value=f"032 000-00{number}")
        make_figure(places.jelah, f"pokazatelj-{number}", 100)
    visitor.get(
        "/en/mjesne-zajednice/tesanj/kalosevici/"
    )  # the look at the country is shared by all pages for a minute
    with django_assert_num_queries(1):  # community, figures, contacts
        visitor.get(URL)


@pytest.fixture
def longest(places, make_figure, make_indicator) -> Community:
    """A profile in which everything is known and long."""
    name = "Dr Mladen Stojanović Palančište i Gornja Međuvođa"
    one = make_community(name, places.tesanj, slug="najduza", kind="mjesovita", evidence="slabo")
    one.settlements = ", ".join(["Gornje Međuvođe kod Stare Crkvine"] * 60)
    one.source_url, one.source_date = "https://www.opcina-s-veoma-dugackim-imenom.example.ba/spisak", "2016-03-31"
    one.save()
    for kind, value in (
        ("adresa", "Trg Alije Izetbegovića i Zavnobiha bb, 74260 Tešanj"),
        ("e-posta", "mz@example.ba"),
    ):
        Contact.objects.create(community=one, kind=kind, value=value)
    for number in range(3):
        Contact.objects.create(community=one, kind="telefon", value=f"+387 32 650 00{number}")
    for number in range(22):  # as many indicators as the register has for communities, with its longest names
        name = ("Žene u savjetu", "Prostor pristupačan osobama s invaliditetom")[number % 5 == 0]
        make_indicator(f"test-{number}", name, position=number, expected=True)
        source = "Odluka o izborima za članove savjeta mjesnih zajednica, Službeni glasnik broj 12/16 od 3. aprila"
        make_figure(one, f"test-{number}", 12345, 2016, source=source)
    return one


@pytest.fixture
def _no_kept_connections(monkeypatch) -> None:
    """A thread of the live server whose browser is slow to hang up would keep the test database from being dropped."""
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)


@pytest.mark.sampled(3)
@pytest.mark.browser
@pytest.mark.usefixtures("_no_kept_connections")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("prefix", ["", "/sr"])
@pytest.mark.parametrize("which", ["longest", "jelah"])
def test_is_one_page_of_a4(request, places, live_server, page, prefix, which) -> None:
    place = request.getfixturevalue("longest") if which == "longest" else places.jelah
    page.goto(f"{live_server.url}{prefix}/mjesne-zajednice/tesanj/{place.slug}/za-stampu/")
    sheets = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) == 1
    assert [round(float(side)) for side in sheets[0].mediabox[2:]] == pytest.approx([595, 842], abs=1)
