"""When the mail leaves: what it says, in whose words; who gets none any more; a server that is down, a worker that is killed."""

import re
from datetime import timedelta

import html5lib
import pytest
from django.utils import timezone

from content.models import Entry
from moderation import actions as moderation
from notifications.actions import choose, notify
from notifications.delivery import deliver
from notifications.letters import message_for, put_into_words
from notifications.models import DEFAULTS, Kind, Notification, OutgoingMail
from tests import factories
from tests.moderation.conftest import with_second_factor
from tests.notifications.conftest import work

MAIL_ROOMS = {"training": "tests/trainings/test_signup_mail.py", "meeting": "tests/networks/test_announce.py"}
"""Mails that a room words itself, and where they are tested."""
pytestmark = pytest.mark.django_db
Status = OutgoingMail.Status


@pytest.fixture
def followed(entry, member, neighbour):
    """Milan follows what Amra wrote, and a mail about it waits."""
    choose(neighbour, {"followed": "at_once"}, "form")
    notify("followed", neighbour, entry=entry, actor=member)
    return OutgoingMail.objects.get()


def decided(entry, moderator, words="", outcome=""):
    """The mail about a decision on an entry that waits."""
    with_second_factor(moderator)
    if outcome == "published":
        moderation.publish(entry, moderator)
    else:
        moderation.send_back(entry, moderator, words)
    return OutgoingMail.objects.get()


# -- rights are asked again ------------------------------------------------------------------------------------------


def skipped(mail, smtp):
    assert work() == ""
    mail.refresh_from_db()
    assert (mail.status, smtp.received) == (Status.SKIPPED, [])
    return mail.last_error


def test_it_leaves(followed, smtp):
    assert work() == ""
    followed.refresh_from_db()
    assert (followed.status, len(smtp.received)) == (Status.SENT, 1)


@pytest.mark.parametrize("change", [{"status": "hidden"}, {"withdrawn": timezone.now()}, {"audience": "organisation"}])
def test_hidden_withdrawn_or_made_private_meanwhile(followed, entry, smtp, places, change):
    if "status" in change:
        factories.decide(entry, "hidden")
    if "audience" in change:
        change = {**change, "organisation": places.savez}
    Entry.objects.filter(pk=entry.pk).update(**change)
    assert "may not see" in skipped(followed, smtp)


def test_turned_off_meanwhile(followed, neighbour, smtp):
    choose(neighbour, {"followed": "never"}, "one_click")
    assert "no mail of this kind" in skipped(followed, smtp)


def test_closed_meanwhile(followed, neighbour, smtp):
    neighbour.is_active = False
    neighbour.save()
    assert "closed" in skipped(followed, smtp)


def test_erased_meanwhile(followed, neighbour, entry, smtp):
    neighbour.delete()
    assert work() == ""
    assert not OutgoingMail.objects.exists()
    assert smtp.received == []


def test_erased_between_the_lease_and_the_sending(followed, neighbour, smtp):
    mail = OutgoingMail.objects.lease_next()
    neighbour.delete()
    assert deliver(mail) == Status.SKIPPED
    assert smtp.received == []


def test_a_role_that_ended_meanwhile(smtp, places, member):
    """Only the editors of the association may read it."""
    editor = factories.make_user(name="Ivana Lukić")
    mandate = factories.make_mandate(editor, "editor", places.savez)
    entry = factories.make_entry(member, status="published", audience="organisation", organisation=places.savez)
    choose(editor, {"followed": "at_once"}, "form")
    assert len(notify("followed", editor, entry=entry)) == 1
    mandate.ends = timezone.localdate() - timedelta(days=1)
    mandate.save()
    assert "may not see" in skipped(OutgoingMail.objects.get(), smtp)


def test_it_goes_to_the_address_of_today(followed, neighbour, smtp):
    neighbour.email = "novi.sused@example.ba"
    neighbour.save()
    work()
    assert [str(mail["To"]) for mail in smtp.received] == ["novi.sused@example.ba"]


# -- the mail server, the worker -------------------------------------------------------------------------------------


def test_the_server_is_down_then_up(entry, smtp, settings):
    people = [factories.make_user() for _ in range(20)]
    notify("adoption_confirm", people, entry=entry)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    work()
    assert set(OutgoingMail.objects.values_list("status", flat=True)) == {Status.FAILED}
    settings.EMAIL_PORT = port
    OutgoingMail.objects.update(next_try=timezone.now())
    assert work() == ""
    assert sorted(str(mail["To"]) for mail in smtp.received) == sorted(user.email for user in people)
    assert len(set(smtp.numbers)) == 20


def test_killed_while_sending_it_is_sent_by_the_next_under_the_same_number(followed, smtp):
    OutgoingMail.objects.lease_next()  # and then the worker is gone
    assert work() == ""
    assert smtp.received == [], "the lease still holds"
    OutgoingMail.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert work() == ""
    assert smtp.numbers == [f"<{followed.pk}@localhost>"]
    assert work() == ""
    assert len(smtp.received) == 1


# -- words -----------------------------------------------------------------------------------------------------------


def test_what_was_decided_why_when_and_where(newcomer, moderator):
    entry = factories.make_entry(newcomer, status="pending")
    newcomer.profile.language = "en"
    newcomer.profile.save()
    words = put_into_words(decided(entry, moderator, "Dopišite ko je učestvovao.\nI kada."))
    assert words.subject == "Your entry came back to you with a reason: Rasvjeta na stazi do škole"
    assert "> Dopišite ko je učestvovao.\n> I kada.\n" in words.text
    assert "Dopišite ko je učestvovao.<br>I kada." in words.html
    assert "Decided:" in words.text
    assert re.search(r"http://localhost:8000/en/\S+", words.text)
    assert "within two working days" in words.text
    assert moderator.email not in words.text + words.html


def test_words_of_a_decision_cannot_write_html_or_links(newcomer, moderator):
    entry = factories.make_entry(newcomer, status="pending", title="Rasvjeta www.evil.ba")
    words = put_into_words(decided(entry, moderator, '<a href="//evil.ba">Kliknite</a> http://evil.ba/x www.evil.ba'))
    assert "&lt;a href=" in words.html
    links = [tag.get("href", "") for tag in html5lib.parse(words.html, namespaceHTMLElements=False).iter("a")]
    assert links
    assert not [link for link in links if "evil.ba" in link]


def test_a_title_cannot_write_headers(newcomer, moderator):
    entry = factories.make_entry(newcomer, status="pending", title="Naslov\r\nBcc: zao@example.ba")
    message = message_for(decided(entry, moderator, outcome="published")).message()
    assert message["Bcc"] is None
    assert "\n" not in str(message["Subject"]).replace("\n ", "")
    assert "Naslov Bcc: zao@example.ba" in message_for(OutgoingMail.objects.get()).subject


def test_a_name_is_text(entry, member):
    actor = factories.make_user(name="O'Neill & sinovi")
    choose(member, {"comment": "at_once"}, "form")
    notify("comment", member, entry=entry, actor=actor)
    words = put_into_words(OutgoingMail.objects.get())
    assert "O&#x27;Neill &amp; sinovi" in words.html or "O'Neill &amp; sinovi" in words.html
    assert "O'Neill & sinovi" in words.text


def test_who_reads_cyrillic_gets_cyrillic(followed, entry):
    message = message_for(followed)
    assert "Расвјета на стази до школе" in message.subject
    assert "Амра" not in message.subject
    assert "Амра Хоџић" in message.body
    assert message.extra_headers["Content-Language"] == "sr-Cyrl"
    assert "http://localhost:8000/sr/" in message.body


@pytest.mark.parametrize("kind", [kind for kind in Kind.values if kind not in MAIL_ROOMS])
@pytest.mark.parametrize("language", ["en", "sr"])
def test_every_kind_is_whole_with_an_entry_and_without(kind, language, entry, member, neighbour):
    neighbour.profile.language = language
    neighbour.profile.save()
    choose(neighbour, dict.fromkeys(DEFAULTS, "at_once"), "form")
    facts = {"decision": entry.decisions.get().pk} if kind == "decided" else {"label": "MZ Jelah"}
    for about in [entry] if kind == "decided" else [entry, None]:
        notify(kind, neighbour, entry=about, actor=member, facts=facts)
    for mail in OutgoingMail.objects.all():
        words = put_into_words(mail)
        assert words.subject
        assert "\n" not in words.subject
        assert "{{" not in words.text + words.html
        assert "None" not in words.text + words.html
        assert "var(" not in words.html
        assert re.search(r'href="http://localhost:8000/', words.html)


def test_facts_of_an_account_are_not_news(member):
    """No way to unsubscribe from mail that one needs in order to sign in."""
    from accounts.mail import Letter  # noqa: PLC0415

    Letter("code", member.email, context={"code": "1"}, language="bs", reader_id=member.pk).send()
    assert "List-Unsubscribe" not in message_for(OutgoingMail.objects.get()).extra_headers


def test_it_says_how_to_end_it(followed, neighbour):
    message = message_for(followed)
    address = message.extra_headers["List-Unsubscribe"]
    assert re.fullmatch(r"<http://localhost:8000/sr/nalog/obavjestenja/odjava/[\w.:-]+/>", address)
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address.strip("<>") in message.body
    raw = message.message().as_bytes()
    assert f"List-Unsubscribe: {address}".encode() in raw.replace(b"\n ", b""), "on one line, as programs read it"


def test_what_left_keeps_its_notification(followed, smtp):
    work()
    followed.refresh_from_db()
    assert followed.context == {}
    assert Notification.objects.get().mail == followed
