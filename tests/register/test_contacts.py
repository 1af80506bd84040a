"""What a contact of each kind may hold, whichever way it comes: admin, import, the coordinator's form, SQL."""

import pytest

from register.models import Contact
from tests.register.desk import change
from tests.register.sheets import accepted, as_file, community, problems, row_of
from tests.register.test_constraints import refused

RIGHT = [
    ("web", "https://www.tesanj.ba/mz/jelah"),
    ("web", "http://xn--tean-53a.ba:8080/?mz=1#vrh"),
    ("web", "https://opština.ba/mz"),
    ("e-posta", "mz.jelah+savjet@tesanj.ba"),
    ("telefon", "032/650-100, 061 123 456"),
    ("telefon", "+387 (0)32 650.100"),
    ("telefon", "122"),
    ("telefon", "032 650-100 lok. 12"),
    ("telefon", "032 650-100 lokal 12"),
    ("adresa", "Titova 1 <sprat 2>"),
    ("vrijeme", "pon–pet 8–16"),
]
WEB = [
    "javascript:alert(1)",
    "tesanj.ba",
    "ftp://tesanj.ba",
    "https:///mz",
    "https:// tesanj.ba",
    'https://a.ba/"x',
    "data:x",
    "http://localhost",
    "http://localhost/mz.ba",
]
MAIL = [
    "nije-adresa",
    "a@b.ba, c@d.ba",
    "x@y.ba?bcc=evil@z.ba",
    "x?bcc=evil@z.ba",
    "a b@c.ba",
    "<a@b.ba>",
    "a@localhost",
]
PHONE = [
    "<b>065</b>",
    "nema",
    "12",
    "032 650 10O",
    "032 650 100 lok.",
    "032 650 100 kod 5",
    "032;650",
    "+++",
    "++++111",
    "--032100",
]
WRONG = [("web", one) for one in WEB] + [("e-posta", one) for one in MAIL] + [("telefon", one) for one in PHONE]
SAID = {
    "web": "“{}” is not a web address (it begins with http:// or https://)",
    "e-posta": "“{}” is not an e-mail address",
    "telefon": "“{}” is not a phone number (three digits or more, and + / ( ) - . , between them)",
}
NO_HOST = "https:///mz"
"""What Python alone refuses: SQL does not know how the name of a computer is built."""

pytestmark = pytest.mark.usefixtures("in_english", "small_register")


def sheet(kind, value):
    cells = {"municipality_slug": "tesanj", "community_slug": "jelah", "visibility": "javno"}
    return row_of("contacts.csv", kind=kind, value=value, **cells)


def in_admin(desk, place, kind, value):
    fields = {"contacts-TOTAL_FORMS": "1", "contacts-0-kind": kind, "contacts-0-value": value}
    return change(desk, place, **fields, **{"contacts-0-visibility": "javno"})


def test_right_ones_come_in_everywhere(desk, places):
    for kind, value in RIGHT:
        accepted(sheet(kind, value), file="contacts.csv")
        Contact.objects.get().delete()
        assert in_admin(desk, places.jelah, kind, value).status_code == 302
        assert (Contact.objects.get().kind, Contact.objects.get().value) == (kind, value)
        Contact.objects.get().delete()


def test_wrong_ones_are_named_by_the_import():
    found = problems(as_file(*(sheet(kind, value) for kind, value in WRONG)), "contacts.csv")
    assert found == [
        f"contacts.csv, line {line}, column value: {SAID[kind].format(value)}"
        for line, (kind, value) in enumerate(WRONG, start=2)
    ]


def test_a_number_in_the_column_of_a_community():
    found = problems(as_file(community(phone="nema")))
    assert found == [f"local_communities.csv, line 2, column phone: {SAID['telefon'].format('nema')}"]


def test_wrong_ones_are_an_error_of_the_field_in_the_admin(desk, places):
    """All of them in one form: each row has its error, and none is kept."""
    fields = {"contacts-TOTAL_FORMS": str(len(WRONG))}
    for number, (kind, value) in enumerate(WRONG):
        row = {"kind": kind, "value": value, "visibility": "javno"}
        fields |= {f"contacts-{number}-{name}": content for name, content in row.items()}
    (formset, *_others) = change(desk, places.jelah, **fields).context["inline_admin_formsets"]
    assert [list(form.errors) for form in formset.formset.forms[: len(WRONG)]] == [["value"]] * len(WRONG)
    assert not Contact.objects.exists()


def test_wrong_ones_are_refused_by_the_database(places):
    for kind, value in WRONG:
        if value != NO_HOST:
            fields = {"community": places.jelah, "kind": kind, "value": value}
            refused("contact_suits_kind", lambda fields=fields: Contact.objects.create(**fields))


@pytest.mark.parametrize(
    ("kind", "value", "link"),
    [
        ("telefon", "032/650-100, 061 123 456", "tel:032650100"),
        ("telefon", "+387 (0)32 650.100", "tel:+38732650100"),
        ("telefon", "032 650-100 lok. 12", "tel:032650100"),
        ("telefon", "032 650-100 / 650-101", "tel:032650100"),
        ("telefon", "+387 32 650 100 (12)", "tel:+38732650100"),
        ("telefon", "(032) 650-100", "tel:032650100"),
        ("telefon", "032 650-100 локал 12", "tel:032650100"),
        ("e-posta", "mz@jelah.ba", "mailto:mz@jelah.ba"),
        ("web", "https://tesanj.ba", "https://tesanj.ba"),
        ("adresa", "https://tesanj.ba", ""),
        *((kind, value, "") for kind, value in WRONG if value != NO_HOST),
    ],
)
def test_a_link_leads_only_where_the_kind_says(kind, value, link):
    assert Contact(kind=kind, value=value).link == link
