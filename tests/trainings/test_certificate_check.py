"""The public check: valid, revoked, unknown; how a code may be typed; what it never says; that nobody guesses."""

import pytest
from django.core.cache import cache
from django.utils import timezone

from tests.markup import text_of, valid
from tests.trainings.certifying import make_certificate
from trainings.codes import CYRILLIC, SIGNS, grouped, new_code, normal
from trainings.models import Certificate

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return make_certificate(name="Amra Hodžić", email="amra@example.ba", note="Bez glutena")


@pytest.fixture(autouse=True)
def _forget_guesses():
    cache.clear()


def page(certificate, prefix=""):
    return f"{prefix}/potvrde/{certificate.code}/"


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_it_says_what_stands_on_the_paper(client, certificate, prefix):
    answer = client.get(page(certificate, prefix))
    valid(answer)
    text = text_of(answer)
    assert ("Амра Хоџић" if prefix == "/sr" else "Amra Hodžić") in text
    assert certificate.spelled in text
    for secret in ("amra@example.ba", "glutena"):
        assert secret not in answer.content.decode()
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Cache-Control"] == "private, no-store"
    assert not answer.cookies


def test_a_revoked_one_says_so_at_once_and_no_more(client, certificate):
    before = text_of(client.get(page(certificate)))
    Certificate.objects.update(revoked=timezone.now(), revoked_why="Lažni podaci")
    answer = client.get(page(certificate))
    after = text_of(answer)
    assert ("važeća" in before, "opozvana" in after.lower()) == (True, True)
    assert "Lažni podaci" not in after


def test_an_unknown_one(client):
    answer = client.get(f"/potvrde/{new_code()}/")
    assert answer.status_code == 404
    assert "Ne znamo" in text_of(answer)


def test_nobody_checks_the_certificate_of_somebody_who_has_left(client, certificate):
    Certificate.objects.update(revoked=timezone.now(), name_latin="", name_cyrillic="")
    assert client.get(page(certificate)).status_code == 404


@pytest.mark.parametrize("prefix", ["", "/sr"])
def test_the_form(client, certificate, prefix):
    valid(client.get(f"{prefix}/potvrde/"))
    typed = f" {grouped(certificate.code).lower().replace('-', ' – ')} "
    assert client.get(f"{prefix}/potvrde/", {"kod": typed})["Location"] == page(certificate, prefix)
    wrong = client.get(f"{prefix}/potvrde/", {"kod": "<b>ACDE"})
    assert 'value="&lt;b&gt;ACDE"' in wrong.content.decode()
    assert wrong.status_code == 200


def test_a_code_typed_with_a_cyrillic_keyboard():
    code = SIGNS[:24] + "ACEH"
    back = {latin: cyrillic for cyrillic, latin in zip(map(chr, CYRILLIC), map(chr, CYRILLIC.values()), strict=True)}
    assert normal("".join(back.get(sign, sign) for sign in code)) == code


@pytest.mark.parametrize(
    "typed", ["", "A" * 27, "A" * 29, "O" * 28, "0" * 28, "A" * 27 + "\x00", "\u202e" + "A" * 27, "%" * 28]
)
def test_what_is_no_code(typed):
    assert normal(typed) == ""


def test_codes_are_long_enough_and_differ():
    made = {new_code() for _ in range(1_000)}
    assert len(made) == 1_000
    assert {len(code) for code in made} == {28}
    assert len(SIGNS) ** 28 > 2**128
    assert not set(SIGNS) & set("01OIQLSZBGUV")


def test_guessing_ends_soon_and_a_right_code_then_is_no_sign_either(client, certificate):
    answers = [client.get(f"/potvrde/{new_code()}/").status_code for _ in range(30)]
    assert answers == [404] * 20 + [429] * 10
    assert client.get(page(certificate)).status_code == 429
    assert client.get(page(certificate), REMOTE_ADDR="192.0.2.77").status_code == 200


def test_checking_right_ones_is_not_limited(client, certificate):
    assert {client.get(page(certificate)).status_code for _ in range(50)} == {200}
