"""`sample_accounts` and `first_admin`."""

from io import StringIO

import pytest
from django.contrib.auth import get_user
from django.core.management import CommandError, call_command
from django.test import Client

from accounts import samples
from accounts.models import Mandate, User
from tests.accounts.letters import last_letter
from tests.factories import make_community, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty_cache")]


def run(name, *args):
    out, err = StringIO(), StringIO()
    call_command(name, *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def sample_site(settings, places):
    settings.SAMPLE_SITE = True
    make_community("Klašnice", places.laktasi)
    return places


def test_refused_elsewhere(settings, db):
    settings.SAMPLE_SITE = False
    with pytest.raises(CommandError, match="not a sample site"):
        run("sample_accounts")
    assert not User.objects.exists()


def test_eight_accounts_with_their_mandates(sample_site):
    out, err = run("sample_accounts")
    assert "8 sample accounts" in out
    assert err.splitlines() == [
        "urednik@primjer.ba: the register has no organisation savez-opstina-i-gradova-rs, so it gets no mandate there."
    ]
    held = {(m.user.email, m.role, str(m.scope and m.scope.slug)) for m in Mandate.objects.active()}
    assert held == {
        ("clan@primjer.ba", "president", "jelah"),
        ("sused@primjer.ba", "president", "klasnice"),
        ("koordinator@primjer.ba", "coordinator", "tesanj"),
        ("koordinator2@primjer.ba", "coordinator", "laktasi"),
        ("urednik@primjer.ba", "editor", "savez-opcina-i-gradova-fbih"),
        ("moderator@primjer.ba", "moderator", "None"),
        ("admin@primjer.ba", "administrator", "None"),
    }
    assert all(user.is_sample for user in User.objects.all())
    client = Client()
    client.post("/prijava/", {"login": "clan@primjer.ba", "password": "primjer-2026-mz"})
    assert get_user(client).email == "clan@primjer.ba"


def test_a_second_run_changes_nothing(sample_site, django_assert_max_num_queries):
    run("sample_accounts")
    before = list(User.objects.order_by("pk").values())
    with django_assert_max_num_queries(60):
        out, _err = run("sample_accounts")
    assert out == ""
    assert list(User.objects.order_by("pk").values()) == before


def test_another_community_stands_in_where_the_right_one_is_missing(sample_site):
    sample_site.jelah.delete()
    _out, err = run("sample_accounts")
    assert "tesanj has no community jelah; Kaloševići stands in." in err


def test_the_list_is_that_of_the_manual():
    assert len(samples.ACCOUNTS) == 8
    assert all(sample.email.endswith("@primjer.ba") for sample in samples.ACCOUNTS)


def test_first_admin(db, settings):
    out, _err = run("first_admin", "Prva@Example.ba")
    user = User.objects.get(email="prva@example.ba")
    assert user.is_staff
    assert not user.has_usable_password()
    link = next(line for line in out.splitlines() if line.startswith(settings.SITE_URL))
    assert last_letter(user.email).event == "first_admin"
    client = Client()
    form = client.get(link.removeprefix(settings.SITE_URL))
    assert client.post(form.url, {"password1": "visoka-planina-7"}).status_code == 302
    assert get_user(client) == user
    assert client.get("/upravljanje/").url == "/nalog/dvostruka-potvrda/"
    assert Client().get(link.removeprefix(settings.SITE_URL)).status_code == 200, "used up"


def test_first_admin_of_somebody_who_is_here_already(db):
    user = make_user("stara@example.ba")
    for _again in range(2):
        run("first_admin", user.email)
    assert user.mandate_set.get().role == "administrator"


def test_first_admin_refuses_nonsense_and_sample_accounts(db, settings):
    with pytest.raises(CommandError, match="no e-mail"):
        run("first_admin", "niko")
    settings.SAMPLE_SITE = False
    make_user("clan@primjer.ba", is_sample=True)
    with pytest.raises(CommandError, match="sample"):
        run("first_admin", "clan@primjer.ba")
