"""A change of a published entry by somebody without a mandate: it waits, readers see the approved text, one answer counts."""

import threading
from urllib.parse import urlencode

import pytest
from django.db import connection

from content.models import Entry, Theme
from moderation import proposals
from moderation.actions import Overtaken
from moderation.models import Decision, Proposal
from notifications.models import Notification, OutgoingMail
from practices.models import Practice
from tests import factories
from tests.markup import text_of, valid
from tests.practices.writing import seen

OLD, NEW = "Rasvjeta na stazi do škole", "Rasvjeta na putu do škole"


@pytest.fixture
def practice(newcomer, places) -> Practice:
    theme = Theme.objects.get(slug="infrastruktura")
    return factories.make_practice(newcomer, places=[places.jelah], themes=[theme], status="published")


def edit(client, practice, title=NEW, word="osnovno", **more):
    url = f"/prakse/{practice.pk}/uredi/{word}/"
    themes = list(practice.themes.values_list("pk", flat=True))
    data = {"title": title, "lead": "", "outcome": "worked", "themes": themes, "seen": seen(client, url), **more}
    return client.post(url, urlencode(data, doseq=True), content_type="application/x-www-form-urlencoded")


def answer(client, practice, move, **data):
    return client.post(f"/moderacija/{practice.pk}/izmjena/{Proposal.objects.latest('pk').pk}/{move}/", data)


def test_it_waits_and_readers_see_the_approved_text(client, client_of, newcomer, practice) -> None:
    author = client_of(newcomer)
    response = edit(author, practice)
    assert response["Location"] == practice.get_absolute_url()
    page = author.get(response["Location"])
    assert "Vaša izmjena čeka pregled." in page.content.decode()
    assert OLD in text_of(client.get(practice.get_absolute_url()))
    assert NEW not in client.get("/prakse/").content.decode()
    form = author.get(f"/prakse/{practice.pk}/uredi/osnovno/")
    valid(form)
    assert f'value="{NEW}"' in form.content.decode(), "the author sees what was proposed"


def test_taken_over(client, client_of, newcomer, moderator, practice) -> None:
    edit(client_of(newcomer), practice)
    desk = client_of(moderator)
    assert "predložena izmjena" in text_of(desk.get("/moderacija/"))
    page = desk.get(f"/moderacija/{practice.pk}/")
    valid(page)
    assert NEW in text_of(page)
    assert answer(desk, practice, "prihvatanje")["Location"] == "/moderacija/"
    now = Practice.objects.get(pk=practice.pk)
    assert (now.title, now.status, now.version) == (NEW, "published", practice.version + 1)
    assert NEW in text_of(client.get(now.get_absolute_url()))
    decision = Decision.objects.about(now).first()
    assert (decision.outcome, decision.version, decision.by) == ("published", now.version, moderator)
    assert Notification.objects.get(user=newcomer).fact("outcome") == "accepted"
    assert answer(desk, practice, "prihvatanje").status_code == 302, "asked again it is done already"
    assert Practice.objects.get(pk=practice.pk).version == now.version


def test_several_steps_wait_together(client_of, newcomer, moderator, practice) -> None:
    author = client_of(newcomer)
    edit(author, practice)
    edit(author, practice, "Treći naslov")
    steps = {"body": "Novo.", "result": "", "went_wrong": "", "would_repeat": "", "needs": ""}
    edit(author, practice, word="koraci", **steps, step_title_1="Zbor", step_text_1="Svi.")
    assert Proposal.objects.count() == 1
    answer(client_of(moderator), practice, "prihvatanje")
    now = Practice.objects.get(pk=practice.pk)
    assert (now.title, now.body) == ("Treći naslov", "Novo.")
    assert [step.title for step in now.steps.all()] == ["Zbor"]


def test_declined_with_a_reason(client, client_of, newcomer, moderator, practice) -> None:
    edit(client_of(newcomer), practice)
    desk = client_of(moderator)
    page = answer(desk, practice, "odbijanje")
    assert "Odaberite razlog" in text_of(page) or "Izaberite razlog" in text_of(page)
    assert not Proposal.objects.exclude(decision=None).exists()
    answer(desk, practice, "odbijanje", **{"return-words": "Stari naslov je jasniji."})
    assert Practice.objects.get(pk=practice.pk).title == OLD
    assert Decision.objects.about(practice).first().outcome == "kept"
    told = Notification.objects.get(user=newcomer)
    assert told.fact("outcome") == "declined"
    assert OutgoingMail.objects.get(notification=told).event == "decided"
    assert Decision.objects.get(pk=told.fact("decision")).words == "Stari naslov je jasniji."
    assert edit(client_of(newcomer), practice).status_code == 302, "another one may be proposed"
    assert Proposal.objects.open().count() == 1


def test_not_onto_what_has_changed_meanwhile(client_of, newcomer, moderator, practice, places) -> None:
    edit(client_of(newcomer), practice)
    factories.make_mandate(newcomer, "president", places.jelah)
    edit(client_of(newcomer), practice, "Po mandatu")
    page = answer(client_of(moderator), practice, "prihvatanje")
    assert page.status_code == 409
    assert Practice.objects.get(pk=practice.pk).title == "Po mandatu"


def test_a_comment_too(client, client_of, newcomer, moderator, practice) -> None:
    comment = factories.make_comment(newcomer, practice, body="Prvi tekst.")
    client_of(newcomer).post(f"/komentari/{comment.pk}/uredi/", {"body": "Drugi tekst.", "version": comment.version})
    assert Entry.objects.get(pk=comment.pk).body == "Prvi tekst."
    answer(client_of(moderator), comment, "prihvatanje")
    assert Entry.objects.get(pk=comment.pk).body == "Drugi tekst."


def test_who_may_answer(client, client_of, newcomer, member, moderator, practice, places) -> None:
    edit(client_of(newcomer), practice)
    assert answer(client, practice, "prihvatanje")["Location"].startswith("/prijava/")
    for user in (member, newcomer):
        assert answer(client_of(user), practice, "prihvatanje").status_code == 404
    factories.make_mandate(newcomer, "moderator")
    assert client_of(moderator).get(f"/moderacija/{practice.pk}/izmjena/1/prihvatanje/").status_code == 405
    other = factories.make_practice(newcomer, status="published")
    assert answer(client_of(moderator), other, "prihvatanje").status_code == 404, "the proposal of another entry"
    assert answer(client_of(moderator), practice, "nesto").status_code == 404
    assert Practice.objects.get(pk=practice.pk).title == OLD


@pytest.mark.django_db(transaction=True)
def test_two_moderators_at_the_same_moment(newcomer, moderator, colleague, practice) -> None:
    proposal = proposals.propose(
        practice, newcomer, "osnovno", {"title": [NEW], "lead": [""], "outcome": ["worked"], "themes": []}
    )
    outcomes, together = [], threading.Barrier(2)

    def act(person, verb) -> None:
        entry = Entry.objects.get(pk=practice.pk)
        together.wait()
        try:
            verb(entry, person)
            outcomes.append("done")
        except Overtaken as overtaken:
            outcomes.append(overtaken.decision.outcome if overtaken.decision else "changed")
        finally:
            connection.close()

    accept = lambda entry, by: proposals.accept(entry, by, proposal.pk)  # noqa: E731
    decline = lambda entry, by: proposals.decline(entry, by, proposal.pk, "Ne.")  # noqa: E731
    threads = [threading.Thread(target=act, args=pair) for pair in ((moderator, accept), (colleague, decline))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "done" in outcomes
    assert len(set(outcomes)) == 2, "one decision; the other sees it"
    assert Decision.objects.filter(proposals=proposal).count() == 1
