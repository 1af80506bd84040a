"""Following a municipality, a network, a theme, an addressee: the page, who is told of what is new, the mail of the week."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from content import interests
from content.interests import choose_interests, set_interest
from content.models import Announced, Entry, Follow, Interest, Theme
from mzplatform import announcing, samples
from notifications import digests
from notifications.letters import put_into_words
from notifications.models import Notification, OutgoingMail
from tests import factories
from tests.at_once import at_once
from tests.library.keeping import make_document
from tests.networks.conftest import leader as leader  # noqa: PLC0414 - fixtures
from tests.networks.conftest import network as network  # noqa: PLC0414
from tests.networks.test_conclusion_reminders import Run
from tests.news.making import make_news
from tests.notifications.test_digest import run

pytestmark = pytest.mark.django_db
PAGE = "/nalog/pracenje/"


@pytest.fixture
def follower(client_of, newcomer):
    return client_of(newcomer)


def told(person=None):
    """Of what is new: whom, of which entry, because of which interest."""
    announcing.tell_all(Run())
    rows = Notification.objects.filter(facts__outcome="new").order_by("pk")
    rows = rows.filter(user=person) if person else rows
    return [(one.user, one.entry_id, one.interest) for one in rows]


# -- the page --------------------------------------------------------------------------------------------------------


def test_one_button_where_the_address_names_it(follower, newcomer, places):
    page = follower.get(f"{PAGE}?jls=tesanj").content.decode()
    assert "Općina Tešanj</h2>" in page
    assert follower.post(f"{PAGE}?jls=tesanj").url == PAGE
    assert follower.post(f"{PAGE}?jls=tesanj").url == PAGE, "asked twice, done once"
    assert [one.subject for one in newcomer.interests.all()] == [places.tesanj]
    page = follower.get(f"{PAGE}?jls=tesanj").content.decode()
    assert 'name="on" value="0"' in page
    follower.post(f"{PAGE}?jls=tesanj", {"on": "0"})
    assert not newcomer.interests.exists()


def test_networks_and_themes_too(follower, newcomer, network):
    theme = Theme.objects.get(slug="budzet")
    follower.post(f"{PAGE}?organizacija={network.slug}")
    follower.post(f"{PAGE}?tema=budzet")
    assert {one.subject for one in newcomer.interests.all()} == {network.organisation, theme}


def test_all_of_it_in_one_form(follower, newcomer, network, places):
    theme = Theme.objects.get(slug="budzet")
    choose_interests(newcomer, [places.laktasi, theme])
    page = follower.get(PAGE).content.decode()
    assert page.count(" checked") == 2
    chosen = {"another": places.tesanj.pk, "organisations": [network.organisation.pk], "themes": [theme.pk]}
    assert follower.post(PAGE, chosen).url == PAGE
    assert {one.subject for one in newcomer.interests.all()} == {places.tesanj, network.organisation, theme}


def test_what_is_no_choice_is_refused_and_writes_nothing(follower, newcomer, places):
    choose_interests(newcomer, [places.laktasi])
    answer = follower.post(PAGE, {"another": 999_999, "themes": ["x"]})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode() or 'role="alert"' in answer.content.decode()
    assert [one.subject for one in newcomer.interests.all()] == [places.laktasi]


def test_what_is_not_there_and_who_is_not_signed_in(client, follower):
    assert follower.get(f"{PAGE}?jls=nema-je").status_code == 404
    assert client.get(f"{PAGE}?jls=tesanj").url == "/prijava/?next=/nalog/pracenje/%3Fjls%3Dtesanj"


def test_single_entries_stand_there_as_long_as_one_may_read_them(follower, newcomer, member):
    practice = factories.make_practice(member, title="Klupe", status="published")
    Follow.objects.create(user=newcomer, entry=practice)
    assert practice.get_absolute_url() in follower.get(PAGE).content.decode()
    Entry.objects.filter(pk=practice.pk).update(withdrawn=timezone.now())
    assert practice.get_absolute_url() not in follower.get(PAGE).content.decode()


def test_the_page_asks_the_same_however_much_one_follows(follower, newcomer, places, django_assert_max_num_queries):
    choose_interests(newcomer, [places.tesanj, places.laktasi, *Theme.objects.all()])
    follower.get(PAGE)
    with django_assert_max_num_queries(17):
        follower.get(PAGE)


# -- what the database holds -----------------------------------------------------------------------------------------


def test_one_subject_and_once(newcomer, places):
    theme = Theme.objects.get(slug="budzet")
    Interest.objects.create(user=newcomer, theme=theme)
    for fields in ({}, {"theme": theme, "municipality": places.tesanj}, {"theme": theme}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Interest.objects.create(user=newcomer, **fields)


@pytest.mark.django_db(transaction=True)
def test_two_forms_at_once_keep_one_of_the_two_choices(places, newcomer, monkeypatch):
    wanted = [[places.tesanj], [places.laktasi]]
    calls = [lambda some=some: choose_interests(newcomer, some) for some in wanted]
    both = threading.Barrier(2)

    def read_together(rows, user):
        found = list(rows.filter(user=user.pk))
        both.wait()
        return found

    with monkeypatch.context() as patch:
        patch.setattr(interests, "_alone", lambda by: None)
        patch.setattr(type(Interest.objects.all()), "of", read_together)
        patch.setattr(type(Interest.objects), "of", lambda manager, user: read_together(manager.all(), user))
        at_once(*calls)
    assert newcomer.interests.count() == 2, "without the lock it is a mixture, so the test can fail"
    newcomer.interests.all().delete()
    at_once(*calls)
    assert [one.subject for one in newcomer.interests.all()] in wanted


# -- who is told -----------------------------------------------------------------------------------------------------


def test_each_room_says_what_its_entries_concern(newcomer, neighbour, leader, network, places):
    """A follower of Tešanj, of the network, or of the association is told, whichever room it comes from."""
    theme = Theme.objects.get(slug="budzet")
    choose_interests(newcomer, [places.tesanj])
    choose_interests(neighbour, [network.organisation, places.savez])
    practice = factories.make_practice(leader, places=[places.jelah], status="published")
    training = factories.make_training(None)
    training.organisers.set([places.savez])
    meeting = factories.make_meeting(network, leader)
    to_town = factories.make_conclusion(meeting, leader, to_municipality=places.tesanj, to_organisation=None)
    news = make_news(leader, published_for=network.organisation, places=[places.tesanj])
    plain = factories.make_practice(leader, status="published")
    plain.themes.set([theme])
    got = told()
    assert {number for person, number, _ in got if person == newcomer} == {practice.pk, to_town.pk, news.pk}
    assert {number for person, number, _ in got if person == neighbour} >= {
        training.pk,
        meeting.pk,
        to_town.pk,
        news.pk,
    }
    assert plain.pk not in {number for _, number, _ in got}
    assert told() == got, "once"


def test_the_nearest_reason_and_one_notification(newcomer, member, places):
    theme = Theme.objects.get(slug="budzet")
    choose_interests(newcomer, [theme, places.tesanj])
    practice = factories.make_practice(member, places=[places.jelah], status="published")
    practice.themes.set([theme])
    assert told() == [(newcomer, practice.pk, ("municipality", places.tesanj.pk))]


def test_not_whoever_wrote_it_nor_whoever_knows_already(member, coordinator, network, leader, places):
    for person in (member, coordinator):
        choose_interests(person, [places.tesanj, network.organisation])
    factories.make_practice(member, places=[places.jelah], status="published")
    meeting = factories.make_meeting(network, leader)
    Notification.objects.create(user=coordinator, kind="meeting", entry=meeting, plan="never")
    assert [(person, number == meeting.pk) for person, number, _ in told()] == [(coordinator, False), (member, True)]


def test_what_is_not_for_everyone_or_not_there_tells_nobody(newcomer, network, leader, places):
    """Nobody is told of a draft, of what is hidden, old, or for the members of a network alone."""
    choose_interests(newcomer, [places.tesanj, network.organisation])
    factories.make_practice(leader, places=[places.jelah])
    factories.make_meeting(network, leader, audience="organisation", organisation=network.organisation)
    old = factories.make_practice(leader, places=[places.jelah], status="published")
    week = timezone.now() - timedelta(days=8)
    Entry.objects.filter(pk=old.pk).update(published=week, created=week)
    assert told() == []
    make_document(leader, audience="organisation", organisation=network.organisation, kept_for=network.organisation)
    assert told() == []


def test_two_workers_tell_once(newcomer, member, places):
    choose_interests(newcomer, [places.tesanj])
    practice = factories.make_practice(member, places=[places.jelah], status="published")
    assert announcing.tell(practice.pk) == 1
    assert announcing.tell(practice.pk) == 0
    assert Announced.objects.filter(entry=practice).count() == 1
    assert announcing.tell(practice.pk + 1) == 0, "what was taken away meanwhile does not stop the others"


def test_stopped_in_between_it_goes_on_where_it_was(newcomer, member, places):
    choose_interests(newcomer, [places.tesanj])
    for _ in range(2):
        factories.make_practice(member, places=[places.jelah], status="published")
    announcing.tell_all(Run([1]))
    assert Notification.objects.count() == 1
    assert len(told()) == 2


# -- the mail of the week --------------------------------------------------------------------------------------------


def test_the_mail_of_the_week_says_it_in_the_script_of_its_reader(neighbour, member, places):
    set_interest(neighbour, places.tesanj, on=True)
    set_interest(neighbour, Theme.objects.get(slug="budzet"), on=True)
    one = factories.make_practice(member, places=[places.jelah], title="Rasvjeta u Jelahu", status="published")
    other = factories.make_practice(member, title="Budžet na zboru", status="published")
    other.themes.set(Theme.objects.filter(slug="budzet"))
    assert len(told()) == 2
    digests.weekly(run(name="weekly_digest"))
    mail = OutgoingMail.objects.get(event="digest")
    words = put_into_words(mail)
    order = [words.text.index(part) for part in (" Тешањ", "Расвјета у Јелаху", "Буџет", "Буџет на збору")]
    assert order == sorted(order), "place by place, then theme by theme"
    assert "<h2" in words.html
    Entry.objects.filter(pk=one.pk).update(withdrawn=timezone.now())
    words = put_into_words(mail)
    assert "Расвјета у Јелаху" not in words.text, "what was taken away meanwhile is no news"
    assert "Буџет на збору" in words.text


def test_sample_people_follow_something_and_what_was_loaded_with_them_is_no_news(member, places, settings):
    settings.SAMPLE_SITE = True
    person = factories.make_user("clan@primjer.ba", is_sample=True)
    factories.make_practice(member, places=[places.jelah], status="published")
    assert samples.make() == person.interests.count() >= 2
    assert samples.make() == 0, "made once"
    assert told() == []
    later = factories.make_practice(member, places=[places.jelah], status="published")
    assert [(one, number) for one, number, _ in told()] == [(person, later.pk)]
