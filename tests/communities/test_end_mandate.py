"""The earlier end of a mandate: by its holder, by the coordinator, with the community."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import Claim, Mandate
from communities import actions
from communities.editing import CloseForm
from moderation import claims, mandates
from notifications.models import Notification
from tests import factories
from tests.communities.desk import START, answer_url, sent, url
from tests.markup import text_of, valid
from tests.moderation.conftest import with_second_factor
from tests.moderation.test_concurrency import at_once

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def mandate(member):
    Mandate.objects.filter(user=member).update(starts=date(2024, 3, 5))
    return member.mandates[0] if member.mandates else Mandate.objects.get(user=member)


def end_url(mandate):
    return f"{START}{mandate.pk}/kraj/"


def last_day(mandate):
    return Mandate.objects.get(pk=mandate.pk).ends


def told(user):
    return Notification.objects.filter(user=user, kind="claim").values_list("facts", flat=True)


def test_whoever_is_no_longer_in_the_council_says_so(client_of, member, mandate):
    page = client_of(member).get("/nalog/")
    assert end_url(mandate) in page.content.decode()
    page = client_of(member).get(end_url(mandate))
    valid(page)
    assert 'name="words"' not in page.content.decode(), "to oneself nothing has to be explained"
    response = client_of(member).post(end_url(mandate), {"last": "5. 4. 2026."})
    assert (response.status_code, response["Location"]) == (302, "/nalog/")
    assert last_day(mandate) == date(2026, 4, 5)
    assert not Mandate.objects.active().filter(pk=mandate.pk).exists()
    assert not told(member)
    assert client_of(member).get(end_url(mandate)).status_code == 404, "it is over"


def test_the_coordinator_ends_it_and_the_person_reads_why(desk, client_of, member, mandate, places):
    page = desk.get(url(places.jelah))
    valid(page)
    assert end_url(mandate) in page.content.decode()
    valid(desk.get(end_url(mandate)))
    assert desk.post(end_url(mandate), {"last": "5. 4. 2026.", "words": " "}).status_code == 200
    assert last_day(mandate) is None
    response = desk.post(end_url(mandate), {"last": "5. 4. 2026.", "words": "Izabran je novi savjet."})
    assert (response.status_code, response["Location"]) == (302, url(places.jelah))
    assert last_day(mandate) == date(2026, 4, 5)
    (facts,) = told(member)
    assert facts["words"] == "Izabran je novi savjet."
    page = text_of(client_of(member).get("/nalog/obavjestenja/"))
    for words in ("Izabran je novi savjet.", "5. 4. 2026.", "MZ Jelah, Tešanj"):
        assert words in page


@pytest.mark.parametrize(
    ("last", "error"),
    [
        ("", "Upišite posljednji dan."),
        ("31. 2. 2026.", "Takav datum ne postoji."),
        ("5. 3. 2024.", "Posljednji dan mora biti nakon prvog."),
        ("1. 1. 2031.", "Ionako se završava 1. 1. 2030."),
        ("jučer", "Upišite dan, mjesec ili godinu"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_kept(desk, mandate, last, error):
    Mandate.objects.filter(pk=mandate.pk).update(ends=date(2030, 1, 1))
    page = desk.post(end_url(mandate), {"last": last, "words": "Zato."})
    assert page.status_code == 200
    assert error in text_of(page)
    assert "Zato." in page.content.decode()
    assert last_day(mandate) == date(2030, 1, 1)


@pytest.mark.parametrize("who", ["visitor", "neighbour", "newcomer", "member", "coordinator", "moderator"])
@pytest.mark.parametrize("which", ["council", "unconfirmed", "over", "coordinator"])
def test_who_ends_which(request, client, client_of, who, which, mandate, coordinator):
    """The holder, the coordinator there and moderators; nobody what is not confirmed, over, or no seat in a council."""
    if which == "unconfirmed":
        Mandate.objects.filter(pk=mandate.pk).update(confirmed_on=None, confirmed_by=None)
    if which == "over":
        Mandate.objects.filter(pk=mandate.pk).update(ends=date(2025, 1, 1))
    with_second_factor(request.getfixturevalue("moderator"))
    one = Mandate.objects.get(user=coordinator) if which == "coordinator" else mandate
    reader = client if who == "visitor" else client_of(request.getfixturevalue(who))
    expected = 200 if which == "council" and who in {"member", "coordinator", "moderator"} else 404
    assert reader.get(end_url(one)).status_code == (302 if who == "visitor" else expected)
    if which == "over":
        assert not mandates.end(one, coordinator, TODAY)
    elif expected == 404 and who != "visitor":
        with pytest.raises(PermissionDenied):
            mandates.end(one, request.getfixturevalue(who), TODAY)


def test_the_coordinator_of_another_municipality_does_not(client_of, mandate, places):
    other = factories.make_user()
    factories.make_mandate(other, "coordinator", places.laktasi)
    assert client_of(other).get(end_url(mandate)).status_code == 404


def test_of_two_who_end_it_the_earlier_day_stays(coordinator, member, mandate):
    for day, is_earlier in ((9, True), (10, False), (8, True), (-8, True), (-7, False)):
        assert mandates.end(mandate, coordinator, TODAY + timedelta(days=day), "Zato.") is is_earlier
    assert last_day(mandate) == TODAY - timedelta(days=8)
    assert len(told(member)) == 3


# -- with the community ------------------------------------------------------------------------------------------------


def make_claim(user, place, **values):
    return claims.make(user, uuid4(), role="president", community=place, starts=date(2025, 1, 1), **values)


def test_a_closed_community_takes_its_council_along(desk, member, neighbour, mandate, places):
    neighbour.profile.language = "sr"
    neighbour.profile.save()
    claim = make_claim(neighbour, places.jelah)
    day = (TODAY - timedelta(days=9)).strftime("%d. %m. %Y.")
    into = places.kalosevic.pk
    assert sent(desk, url(places.jelah, "zatvaranje/"), day=day, source="Odluka", merged_into=into).status_code == 302
    assert last_day(mandate) == TODAY - timedelta(days=9)
    (facts,) = told(member)
    assert "MZ Kaloševići" in facts["words"]
    claim.refresh_from_db()
    assert claim.status == "refused"
    assert "Kaloševići" in claim.decisions.get().words
    assert claim.decisions.get().words != facts["words"], "each in their own language"


def test_a_claim_of_whoever_closes_it_is_taken_back(desk, coordinator, places):
    claim = make_claim(coordinator, places.jelah)
    assert sent(desk, url(places.jelah, "zatvaranje/"), day="15. 3. 2020.", source="Odluka").status_code == 302
    claim.refresh_from_db()
    assert claim.status == "withdrawn"


def test_nothing_is_claimed_or_confirmed_where_nothing_is_left(desk, client_of, newcomer, coordinator, places):
    claim = make_claim(newcomer, places.jelah)
    type(places.jelah).objects.filter(pk=places.jelah.pk).update(closed_on=TODAY, closing_source="Odluka")
    with pytest.raises(claims.NoLonger):
        make_claim(coordinator, places.jelah)
    page = desk.post(answer_url(claim), {"confirm": "1"})
    assert page.status_code == 409
    assert "zatvorena" in text_of(page)
    assert not Mandate.objects.filter(user=newcomer).exists()


@pytest.mark.parametrize("run", range(3))
def test_closing_and_confirming_at_once_leave_nobody_in_a_closed_council(run, transactional_db, places, coordinator):
    """Whichever is first; and neither waits for the other for ever."""
    people = [factories.make_user() for _ in range(4)]
    waiting = [make_claim(person, places.jelah) for person in people]
    moderator = with_second_factor(factories.make_user())
    factories.make_mandate(moderator, "moderator")
    form = CloseForm(places.jelah, {"day": TODAY.strftime("%d. %m. %Y."), "source": "Odluka"})
    assert form.is_valid()
    token = actions.seen(form)
    results = at_once(
        lambda: actions.close(form, coordinator, token),
        *[lambda claim=claim: claims.confirm(claim, moderator) for claim in waiting],
        lambda: make_claim(moderator, places.jelah),
    )
    unexpected = [one for one in results if isinstance(one, Exception)]
    assert {type(one).__name__ for one in unexpected} <= {"Overtaken", "NoLonger"}, unexpected
    assert not Claim.objects.waiting().filter(community=places.jelah).exists()
    assert not Mandate.objects.active(TODAY + timedelta(days=1)).filter(community=places.jelah).exists()
