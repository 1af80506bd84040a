"""At the desk: what newcomers ask and answer waits, is looked at with all that it holds, and becomes what a moderator says."""

import pytest

from content.models import Entry
from forums.models import Answer, Question
from moderation.actions import report
from moderation.models import Proposal, Reason
from notifications.models import Notification
from tests import factories
from tests.forums.asking import answered, asked, version_of
from tests.markup import text_of, valid


@pytest.fixture
def desk(client_of, moderator):
    return client_of(moderator)


@pytest.fixture(params=["question", "answer"])
def waiting(request, newcomer, question, places, act, theme):
    """What somebody without a mandate sent."""
    if request.param == "answer":
        body = "Plaća onaj čiji je dom."
        return factories.make_answer(newcomer, question, where=places.rs, acts=[act], body=body, status="pending")
    made = factories.make_question(
        newcomer, title="Čiji je dom?", body="Ne znamo.", where=places.rs, places=[places.klasnice], themes=[theme],
        status="pending",
    )  # fmt: skip
    made.acts.set([act])
    return made


def fresh(entry):
    return type(entry).objects.get(pk=entry.pk)


def words_of(entry):
    return ["Čiji je dom?", "Ne znamo.", "MZ Klašnice"] if entry.kind == "question" else ["Plaća onaj čiji je dom."]


@pytest.mark.parametrize("prefix", ["", "/sr", "/en"])
def test_it_appears_with_all_that_it_holds(desk, waiting, prefix):
    queue = desk.get(f"{prefix}/moderacija/")
    valid(queue)
    assert f"/moderacija/{waiting.pk}/" in queue.content.decode()
    page = desk.get(f"{prefix}/moderacija/{waiting.pk}/")
    valid(page)
    if not prefix:
        assert words_of(waiting)[0] in text_of(queue)
        for words in (*words_of(waiting), "Republika Srpska", "Zakon o mjesnim zajednicama, 49/06", "Novi Član"):
            assert words in text_of(page), words


def test_at_the_desk_one_finds_the_page_of_it(desk, waiting):
    page = desk.get(f"/moderacija/{waiting.pk}/").content.decode()
    assert f'href="{waiting.get_absolute_url()}"' in page
    response = desk.get(waiting.get_absolute_url().partition("#")[0])
    assert response.status_code == 200
    assert "čeka pregled" in text_of(response).lower()


def test_published(client, desk, waiting, newcomer, member):
    desk.post(f"/moderacija/{waiting.pk}/objava/", {"version": waiting.version})
    assert fresh(waiting).status == "published"
    assert words_of(waiting)[0] in text_of(client.get(waiting.get_absolute_url()))
    told = set(Notification.objects.values_list("user__email", "kind"))
    assert told == {(newcomer.email, "decided")} | ({(member.email, "answer")} if waiting.kind == "answer" else set())


def test_returned_corrected_and_sent_again(client_of, desk, waiting, newcomer):
    desk.post(f"/moderacija/{waiting.pk}/vracanje/", {"return-words": "Dopišite koji je propis."})
    assert fresh(waiting).status == "returned"
    client = client_of(newcomer)
    page = client.get(waiting.get_absolute_url())
    assert "vraćeno" in text_of(page).lower()
    if waiting.kind == "question":
        assert "Dopišite koji je propis." in text_of(page)
    edit = f"/pitanja/{waiting.pk}/uredi/" if waiting.kind == "question" else f"/pitanja/odgovori/{waiting.pk}/uredi/"
    data = asked(title="Čiji je dom?") if waiting.kind == "question" else answered()
    client.post(edit, data | {"version": version_of(client, edit)})
    assert (fresh(waiting).status, fresh(waiting).version) == ("pending", 2)


def test_hidden_and_restored(client, client_of, desk, waiting, newcomer, neighbour):
    factories.bring(Entry.objects.get(pk=waiting.pk), "published")
    address = waiting.get_absolute_url()
    report(Entry.objects.get(pk=waiting.pk), neighbour, Reason.objects.filter(use="report").first(), "Nije tako.", None)
    assert "Nije tako." in text_of(desk.get(f"/moderacija/{waiting.pk}/"))
    desk.post(f"/moderacija/{waiting.pk}/skrivanje/", {"hide-words": "Nije tačno."})
    for reader in (client, client_of(neighbour)):
        response = reader.get(address)
        assert response.status_code == 404 or words_of(waiting)[0] not in text_of(response)
    assert words_of(waiting)[0] in text_of(client_of(newcomer).get(address))
    desk.post(f"/moderacija/{waiting.pk}/povratak/")
    assert words_of(waiting)[0] in text_of(client.get(address))


# -- proposals ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def theirs(newcomer, places, theme, act):
    question = factories.make_question(
        newcomer, title="Čiji je dom?", body="Ne znamo.", where=places.rs, places=[places.klasnice], themes=[theme]
    )
    question.acts.set([act])
    return question


@pytest.fixture
def proposed(client_of, newcomer, theirs, places, act):
    """Another title, text, place, scope, themes; no act any more."""
    client, address = client_of(newcomer), f"/pitanja/{theirs.pk}/uredi/"
    data = asked(
        title="Čiji je zapravo dom?", body="Sad znamo.", scope=f"m{places.tesanj.pk}", places=[f"c{places.jelah.pk}"]
    )
    client.post(address, data | {"version": version_of(client, address)})
    return Proposal.objects.get(entry=theirs.pk)


def test_the_desk_shows_field_by_field_what_changes(desk, proposed, theirs):
    assert "Čiji je dom?" in text_of(desk.get("/moderacija/"))
    page = desk.get(f"/moderacija/{theirs.pk}/")
    valid(page)
    changes = {change.label: (change.now, change.then) for change in page.context["changes"]}
    assert changes == {
        "Pitanje": ("Čiji je dom?", "Čiji je zapravo dom?"),
        "Pojedinosti": ("Ne znamo.", "Sad znamo."),
        "O čemu se radi?": ("Infrastruktura", ""),
        "Mjesta": ("MZ Klašnice, Grad Laktaši", "MZ Jelah, Općina Tešanj"),
        "Za koje područje Vam treba odgovor?": ("Republika Srpska", "Tešanj"),
        "O kojim propisima je riječ?": ("Zakon o mjesnim zajednicama", ""),
    }


def test_accepted(client, desk, proposed, theirs, places):
    desk.post(f"/moderacija/{theirs.pk}/izmjena/{proposed.pk}/prihvatanje/")
    now = Question.objects.get(pk=theirs.pk)
    assert (now.title, now.body, now.municipality, now.entity) == (
        "Čiji je zapravo dom?", "Sad znamo.", places.tesanj, None,
    )  # fmt: skip
    assert (now.version, now.acts.count(), now.themes.count()) == (2, 0, 0)
    assert [one.label for one in now.places.all()] == ["MZ Jelah"]
    assert "Sad znamo." in text_of(client.get(now.get_absolute_url()))


def test_declined(client, client_of, desk, proposed, theirs, newcomer):
    desk.post(f"/moderacija/{theirs.pk}/izmjena/{proposed.pk}/odbijanje/", {"return-words": "To je drugo pitanje."})
    now = Question.objects.get(pk=theirs.pk)
    assert (now.title, now.version) == ("Čiji je dom?", 1)
    assert Notification.objects.get(user=newcomer).facts["outcome"] == "declined"


def test_of_an_answer(client_of, desk, newcomer, question, places, act, expert):
    from forums import actions  # noqa: PLC0415

    answer = factories.make_answer(newcomer, question, where=places.fbih, acts=[act], body="Plaća općina.")
    actions.confirm(answer, expert, True)
    client, address = client_of(newcomer), f"/pitanja/odgovori/{answer.pk}/uredi/"
    client.post(address, answered(body="Plaćamo mi.", scope=f"e{places.rs.pk}", version=1))
    assert Answer.objects.get(pk=answer.pk).is_confirmed, "what readers see is what was confirmed"
    page = desk.get(f"/moderacija/{answer.pk}/")
    valid(page)
    changes = {change.label: (change.now, change.then) for change in page.context["changes"]}
    assert changes == {
        "Gdje odgovor važi?": ("Federacija Bosne i Hercegovine", "Republika Srpska"),
        "Odgovor": ("Plaća općina.", "Plaćamo mi."),
        "Na kojim propisima se zasniva?": ("Zakon o mjesnim zajednicama", ""),
    }
    desk.post(f"/moderacija/{answer.pk}/izmjena/{Proposal.objects.get().pk}/prihvatanje/")
    now = Answer.objects.get(pk=answer.pk)
    assert (now.body, now.entity, now.version, now.acts.count()) == ("Plaćamo mi.", places.rs, 2, 0)
    assert not now.is_confirmed


def test_what_no_longer_can_be_taken_over_says_so(desk, proposed, theirs, act):
    """What was proposed rests on an act that left the register meanwhile."""
    typed = proposed.typed
    typed["forums"]["acts"] = ["99999"]
    Proposal.objects.filter(pk=proposed.pk).update(typed=typed)
    page = desk.get(f"/moderacija/{theirs.pk}/")
    valid(page)
    assert page.context["changes"] == []
    desk.post(f"/moderacija/{theirs.pk}/izmjena/{proposed.pk}/prihvatanje/")
    assert Question.objects.get(pk=theirs.pk).title == "Čiji je dom?"
