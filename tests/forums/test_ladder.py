"""Questions that nobody answers: who is asked after 3, 7 and 14 days, once each; and answers whose act was changed."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Mandate
from content.models import Entry
from forums import actions, ladder
from forums.models import Answer, Forwarding, Patience
from notifications.models import Notification, OutgoingMail
from register.models import LegalAct, Organisation
from tests import factories
from tests.markup import text_of

pytestmark = pytest.mark.django_db
RUN = SimpleNamespace(goes_on=lambda: True)


def after(question, days):
    """The same question, asked so many days ago, when the worker has looked."""
    then = timezone.now() - timedelta(days=days, minutes=1)
    Entry.objects.filter(pk=question.pk).update(created=then, published=then)
    ladder.climb_all(RUN)


def steps(question):
    return list(Forwarding.objects.filter(question=question).values_list("step", flat=True))


def asked(question):
    """Who was asked, by address, each as often as that."""
    rows = Notification.objects.filter(kind="question_waits", entry=question)
    return sorted(rows.values_list("user__email", flat=True))


@pytest.fixture
def network(places):
    return Organisation.objects.create(slug="mreza", name="Mreža praktičara FBiH", kind="mreza", entity=places.fbih)


@pytest.fixture
def in_network(network):
    user = factories.make_user("mreza@example.ba")
    factories.make_mandate(user, Mandate.Role.EDITOR, network)
    return user


@pytest.fixture
def knows(theme):
    user = factories.make_user("zna@example.ba")
    actions.know(user, [theme])
    return user


def test_each_step_at_its_time_and_once(question, coordinator, knows, in_network, expert, newcomer):
    seen = []
    for days in (2, 3, 3, 7, 7, 14, 14, 30):
        after(question, days)
        seen.append(steps(question))
    assert seen == [[], [1], [1], [1, 2], [1, 2], [1, 2, 3], [1, 2, 3], [1, 2, 3]]
    assert asked(question) == sorted(one.email for one in (coordinator, knows, in_network, expert))
    assert OutgoingMail.objects.filter(notification__kind="question_waits").count() == 4


def test_a_clock_that_jumps_asks_everybody_once(question, coordinator, in_network, expert):
    after(question, 20)
    assert steps(question) == [1, 2, 3]
    assert asked(question) == sorted(one.email for one in (coordinator, in_network, expert))


def test_the_question_says_so_to_everyone(client, question, network, expert, places):
    after(question, 20)
    page = text_of(client.get(question.get_absolute_url()))
    assert "pitanje je proslijeđeno mreži: Mreža praktičara FBiH" in page.replace("Pitanje je", "pitanje je")
    assert places.savez.name in page
    due = Forwarding.objects.get(question=question, step=3).due
    assert due == timezone.localdate() + timedelta(days=7)
    assert expert.profile.display_name not in page


def test_neither_answered_nor_closed_nor_hidden_ones_climb(question, neighbour, moderator, member, coordinator):
    answered = factories.make_question(member)
    factories.make_answer(neighbour, answered)
    closed, hidden = factories.make_question(member), factories.make_question(member, status="hidden")
    actions.close(closed, moderator, "heated")
    for one in (answered, closed, hidden):
        after(one, 20)
        assert steps(one) == []


def test_whoever_asked_is_not_asked(theme, places, coordinator):
    question = factories.make_question(coordinator, places=[places.jelah], themes=[theme])
    actions.know(coordinator, [theme])
    after(question, 4)
    assert steps(question) == [1]
    assert asked(question) == []


def test_who_helped_on_that_theme_and_is_near_comes_first(question, member, neighbour, theme, places):
    """`question` is for the Federation; the neighbour, of the other entity, has helped more."""
    near = factories.make_user("blizu@example.ba")
    factories.make_mandate(near, Mandate.Role.SECRETARY, places.kalosevic)
    for author, times in ((near, 1), (neighbour, 2)):
        for number in range(times):
            other = factories.make_question(member, themes=[theme], title=f"Nešto {number}?")
            answer = factories.make_answer(author, other)
            Answer.objects.filter(pk=answer.pk).update(accepted_on=timezone.now())
    assert ladder.knowing(question, 30) == [near, neighbour]
    assert ladder.knowing(question, 1) == [near]


def test_another_entity_is_not_asked(question, places):
    """An answer is sought for the Federation."""
    other = Organisation.objects.create(slug="savez-rs", name="Savez RS", kind="savez", entity=places.rs)
    factories.make_mandate(factories.make_user("rs@example.ba"), Mandate.Role.EDITOR, other)
    after(question, 20)
    assert "rs@example.ba" not in asked(question)


def test_the_patience_is_kept_in_the_administration(question, coordinator):
    Patience.objects.create(pk=1, neighbours=5, network=9, service=20)
    after(question, 4)
    assert steps(question) == []
    after(question, 6)
    assert steps(question) == [1]


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"pk": 2}, "patience_once"),
        ({"pk": 1, "network": 3}, "patience_climbs"),
        ({"pk": 1, "most": 0}, "patience_asks_somebody"),
    ],
)
def test_patience_that_makes_no_sense(values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Patience.objects.create(**values)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"step": 1}, "forwarded_once"),
        ({"step": 4}, "forwarding_step"),
        ({"step": 2, "due": "2026-12-01"}, "forwarding_due_of_the_service"),
    ],
)
def test_steps_that_cannot_be(question, values, name):
    Forwarding.objects.create(question=question, step=1)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Forwarding.objects.create(question=question, **values)


# -- an act is changed -------------------------------------------------------------------------------------------------


def test_author_and_experts_are_asked_to_check_once(answer, act, neighbour, expert, newcomer):
    LegalAct.objects.filter(pk=act.pk).update(state="prestao")
    for _ in range(2):
        ladder.climb_all(RUN)
    rows = Notification.objects.filter(kind="check_answer", entry=answer)
    assert sorted(rows.values_list("user__email", flat=True)) == sorted([neighbour.email, expert.email])
    assert OutgoingMail.objects.filter(notification__kind="check_answer").count() == 2
    actions.check(Answer.objects.get(pk=answer.pk), neighbour)
    LegalAct.objects.filter(pk=act.pk).update(note="Izmjene 1/27.")
    ladder.climb_all(RUN)
    assert rows.filter(user=neighbour).count() == 2


# -- what waits, what one knows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [("newcomer", 403), ("member", 403), ("coordinator", 200), ("expert", 200), ("moderator", 200)],
)
def test_who_sees_what_waits(reader_of, question, who, status):
    response = reader_of(who).get("/pitanja/cekaju/")
    assert response.status_code == status
    assert (question.title in text_of(response)) == (status == 200)


def test_a_coordinator_sees_their_own(client_of, coordinator, question, member, places):
    other = factories.make_question(member, places=[places.klasnice], title="Samo za Laktaše?")
    page = text_of(client_of(coordinator).get("/pitanja/cekaju/"))
    assert question.title in page
    assert other.title not in page


def test_experts_see_what_is_to_hold_in_their_entity(client_of, expert, question, member, places):
    mine = {question.title}
    for where in (None, places.tesanj.canton, places.tesanj):
        mine.add(factories.make_question(member, title=f"Vrijedi ovdje: {where}?", where=where).title)
    others = {
        factories.make_question(member, title=f"Za {one}?", where=one).title for one in (places.rs, places.laktasi)
    }
    page = text_of(client_of(expert).get("/pitanja/cekaju/"))
    assert {title for title in mine | others if title in page} == mine


def test_a_visitor_signs_in_first(client):
    for address in ("/pitanja/cekaju/", "/pitanja/teme/"):
        assert client.get(address)["Location"].startswith("/prijava/")


def test_themes_are_kept_and_taken_back(client_of, newcomer, theme):
    desk = client_of(newcomer)
    assert desk.post("/pitanja/teme/", {"themes": [theme.pk]}).status_code == 302
    assert list(newcomer.known_themes.values_list("theme", flat=True)) == [theme.pk]
    assert desk.post("/pitanja/teme/", {"themes": ["999999"]}).status_code == 200
    assert newcomer.known_themes.count() == 1
    desk.post("/pitanja/teme/", {})
    assert newcomer.known_themes.count() == 0
