"""Which mail one wants."""

import re
import threading

import pytest
from django.db import connection

from notifications.actions import choose
from notifications.models import DEFAULTS, MailConsent, Preference
from tests import factories
from tests.markup import text_of, valid

pytestmark = pytest.mark.django_db
URL = "/en/nalog/obavjestenja/postavke/"
SHOWN = {kind: mail for kind, mail in DEFAULTS.items() if kind != "waiting"}


def checked(answer):
    return dict(re.findall(r'name="(\w+)" value="(\w+)"[^>]* checked', answer.content.decode()))


def test_works(member, client_of):
    client = client_of(member)
    answer = client.get(URL)
    valid(answer)
    assert checked(answer) == SHOWN
    answer = client.post(URL, SHOWN | {"comment": "never", "decided": "weekly"})
    assert (answer.status_code, answer.url) == (302, URL)
    assert Preference.objects.of(member) == DEFAULTS | {"comment": "never", "decided": "weekly"}
    assert checked(client.get(URL)) == SHOWN | {"comment": "never", "decided": "weekly"}


def test_what_changed_is_logged_and_nothing_else(member, client_of):
    client = client_of(member)
    for _ in range(2):
        client.post(URL, SHOWN | {"comment": "never"})
    client.post(URL, SHOWN)
    log = list(MailConsent.objects.order_by("pk").values_list("user_id", "kind", "choice", "how"))
    assert log == [(member.pk, "comment", "never", "form"), (member.pk, "comment", "daily", "form")]


def test_who_moderates_is_asked_about_the_queue_too(moderator, member, client_of):
    assert "Entries that wait for review" in text_of(client_of(moderator).get(URL))
    assert "Entries that wait for review" not in text_of(client_of(member).get(URL))
    client_of(member).post(URL, DEFAULTS | {"waiting": "never"})
    assert Preference.objects.of(member) == DEFAULTS


@pytest.mark.parametrize("bad", [{"comment": "hourly"}, {"comment": ""}])
def test_bad_input_keeps_what_was_chosen_and_writes_nothing(bad, member, client_of):
    answer = client_of(member).post(URL, SHOWN | {"decided": "weekly"} | bad)
    assert answer.status_code == 200
    assert "Choose one of the four." in text_of(answer)
    assert checked(answer)["decided"] == "weekly"
    assert Preference.objects.of(member) == DEFAULTS
    assert not MailConsent.objects.exists()
    valid(answer)


def test_needs_sign_in(visitor):
    assert visitor.get(URL).url == f"/en/prijava/?next={URL}"
    assert visitor.post(URL, SHOWN).status_code == 302
    assert not Preference.objects.exists()


def test_wrong_method(member, client_of):
    assert client_of(member).put(URL).status_code == 405


@pytest.mark.parametrize("rows", [1, 3])
def test_costs_the_same_with_more_rows(rows, member, client_of, django_assert_num_queries):
    choose(member, dict(list(dict.fromkeys(DEFAULTS, "never").items())[:rows]), "form")
    client = client_of(member)
    with django_assert_num_queries(4):  # session, user, preferences, mandates
        client.get(URL)


@pytest.mark.django_db(transaction=True)
def test_two_forms_at_once_are_saved_one_after_the_other():
    user = factories.make_user()
    gate, errors = threading.Barrier(2), []

    def save(choice):
        try:
            gate.wait(10)
            choose(user, {"comment": choice}, "form")
        except Exception as error:  # the test looks at it
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[choice]) for choice in ("never", "weekly")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert errors == []
    last = MailConsent.objects.first()
    assert Preference.objects.get() == Preference.objects.get(kind="comment", mail=last.choice)
    assert MailConsent.objects.count() == 2
