"""Putting documents into the library and changing them: who may, what is refused, what is kept."""

import pytest

from communities import country
from content.models import Entry
from library.models import Document, Version
from notifications.models import Notification
from register.models import LegalAct
from tests import factories
from tests.library.keeping import ARTICLES, URL, make_document, typed, url

pytestmark = pytest.mark.django_db
NEW = f"{URL}novi/"


def test_an_act_with_its_text(desk, editor, places, theme):
    """On the site at once; the register has its row, on which answers can rest."""
    told = {
        "type": "zakon",
        "title": "Zakon o zborovima",
        "gazette": "Sl. novine 3/25",
        "year": "2025",
        "text": ARTICLES,
    }
    answer = desk.post(NEW, typed(places.savez, scope=f"e{places.fbih.pk}", themes=[theme.pk], **told))
    made = Document.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.status, made.act.slug, made.act.state, made.act.entity) == (
        "published", "zakon-o-zborovima", "na-snazi", places.fbih,
    )  # fmt: skip
    page = desk.get(answer.url).content.decode()
    assert 'id="clan-2"' in page
    assert "Sl. novine 3/25" in page
    twin = desk.post(NEW, typed(places.savez, **told))
    assert Document.objects.latest("pk").act.slug == "zakon-o-zborovima-2", twin.status_code


def test_the_same_form_twice_is_one(desk, places):
    form = typed(places.savez, text="Tekst.")
    for _ in range(2):
        assert desk.post(NEW, form).status_code == 302
    assert (Document.objects.count(), Version.objects.count()) == (1, 1)


def test_a_draft_is_published_later(desk, client, client_of, colleague, places):
    desk.post(NEW, typed(places.savez, body="", draft="1"))
    draft = Document.objects.get()
    assert (draft.status, client.get(draft.get_absolute_url()).status_code) == ("draft", 404)
    assert client_of(colleague).get(url(draft)).status_code == 404
    again = desk.post(url(draft), typed(places.savez, body="", version=draft.version, publish="1"))
    assert again.status_code == 200, "nobody should have to download it to know"
    assert desk.post(url(draft), typed(places.savez, version=draft.version, publish="1")).status_code == 302
    assert client.get(draft.get_absolute_url()).status_code == 200


def test_who_may(client, client_of, member, coordinator, moderator, stranger, colleague, editor, document):
    """For each person what the forms answer; a moderator as long as there is no second factor."""
    paths = [NEW, *(url(document, what) for what in ("uredi", "verzije/nova"))]
    expected = {None: [302, 302, 302], member: [403] * 3, coordinator: [403] * 3, moderator: [403] * 3,
                stranger: [200, 403, 403], colleague: [200, 200, 200], editor: [200, 200, 200]}  # fmt: skip
    for person, statuses in expected.items():
        browser = client_of(person) if person else client
        assert [browser.get(path).status_code for path in paths] == statuses, person
        for path, status in zip(paths, statuses, strict=True):
            if status != 200:
                assert browser.post(path, typed(None, title="Tuđe")).status_code == status, (person, path)
    assert set(Document.objects.values_list("title", flat=True)) == {document.title}
    assert client_of(member).get(url(document, "pracenje")).status_code == 405
    assert desk_of(client_of, editor).post(url(document, "povlacenje")).status_code == 302
    assert client.get(document.get_absolute_url()).status_code == 404


def desk_of(client_of, person):
    return client_of(person)


def test_bad_input_keeps_the_words_and_writes_nothing(desk, places):
    for wrong, said in (
        ({"type": "video"}, "video_url"),
        ({"video_url": "https://a.ba/v"}, "video_url"),
        ({"type": "video", "video_url": "https://a.ba/v", "length": "pola sata"}, "length"),
        ({"title": ""}, "title"),
        ({"body": ""}, "body"),
        ({"year": "1800"}, "year"),
        ({"scope": "m0"}, "scope"),
        ({"type": "ugovor"}, "type"),
        ({"issued": "31. 2. 2020"}, "issued"),
    ):
        answer = desk.post(NEW, typed(places.savez, lead="Ova rečenica ostaje.", **wrong))
        assert answer.status_code == 200, wrong
        assert said in answer.context["form"].errors, wrong
        assert "Ova rečenica ostaje." in answer.content.decode(), wrong
    assert not Entry.objects.exists()
    assert not LegalAct.objects.exists()


def test_a_video(desk, client, places):
    told = {"type": "video", "video_url": "https://video.example/zbor", "length": "1:02:09"}
    made = client.get(desk.post(NEW, typed(places.savez, **told)).url)
    page = made.content.decode()
    assert "1:02:09" in page
    assert "video.example" in page
    assert "<iframe" not in page
    assert 'src="https' not in page


def test_somebody_was_faster(desk, document, places):
    form = typed(places.savez, title="Moj naslov", version=document.version)
    assert desk.post(url(document), typed(places.savez, title="Prvi", version=document.version)).status_code == 302
    answer = desk.post(url(document), form)
    assert (answer.status_code, "Moj naslov" in answer.content.decode()) == (409, True)
    document.refresh_from_db()
    assert document.title == "Prvi"


def test_a_colleague_corrects_on_their_own_mandate(client_of, colleague, document, places):
    answer = client_of(colleague).post(url(document), typed(places.savez, title="Bolji", version=document.version))
    document.refresh_from_db()
    assert (answer.status_code, document.title, document.status) == (302, "Bolji", "published")


def test_what_was_collected_is_kept_by_any_association(client_of, stranger, places):
    document = make_document(None, source="Službeni glasnik")
    assert document.is_published
    answer = client_of(stranger).post(url(document), typed(None, title="Bolji", version=document.version))
    document.refresh_from_db()
    assert (answer.status_code, document.title) == (302, "Bolji")


def test_dropped(desk, editor, places):
    desk.post(NEW, typed(places.savez, type="odluka", title="Odluka", draft="1"))
    draft = Document.objects.get()
    assert desk.get(url(draft, "brisanje")).status_code == 200
    assert desk.post(url(draft, "brisanje")).status_code == 302
    assert not Document.objects.exists()
    assert not LegalAct.objects.exists(), "nothing rests on it"


def test_an_act_of_a_draft_is_named_to_nobody(desk, client, client_of, neighbour, places):
    """Neither on the page of its municipality nor among the acts that an answer may cite; once it is published, it is."""
    question = factories.make_question(neighbour, places=[places.tesanj])
    pages = (places.tesanj.get_absolute_url(), f"/pitanja/{question.pk}/odgovor/")

    def named(*browsers):
        country.forget()
        return [title in browser.get(page).content.decode() for browser, page in zip(browsers, pages, strict=True)]

    title = "Odluka o kvrgama"
    form = typed(places.savez, type="odluka", title=title, scope=f"m{places.tesanj.pk}")
    desk.post(NEW, form | {"draft": "1"})
    draft = Document.objects.get()
    author = client_of(factories.make_user())
    assert named(client, author) == [False, False]
    desk.post(url(draft), form | {"version": draft.version, "publish": "1"})
    assert named(client, author) == [True, True]


def test_of_a_network_alone(client, client_of, member, moderator, newcomer, django_user_model):
    """Put in by its editor for members: nobody else meets it, at any exit."""
    network = factories.make_network("Mreža praktičara", member)
    holder = factories.make_user("mreza@example.ba")
    factories.make_mandate(holder, "editor", network.organisation)
    form = typed(network.organisation, audience="organisation", title="Zvekirčad za članove")
    desk = client_of(holder)
    assert desk.post(NEW, form | {"text": "Tajna kvrga."}).status_code == 302
    inner = Document.objects.get()
    assert inner.organisation == network.organisation
    pages = [
        inner.get_absolute_url(), f"{URL}{inner.pk}/verzije/1/", URL, f"{URL}?q=zvekirčad", f"{URL}feed.atom",
        f"{URL}promjene/", "/pretraga/?q=zvekirčad", "/pretraga/prijedlozi/?q=zvekir", "/sitemap-documents.xml",
        f"{URL}?mreza={network.organisation.slug}",
    ]  # fmt: skip
    for browser in (client, client_of(newcomer), client_of(moderator)):
        for page in pages:
            assert "Zvekirčad" not in browser.get(page).content.decode(), page
        assert browser.post(url(inner, "pracenje"), {"on": "1"}).status_code in {302, 404}
    inside = client_of(member)
    for page in pages[:4] + pages[-1:]:
        assert "Zvekirčad" in inside.get(page).content.decode(), page
    assert not Notification.objects.exclude(user=holder).exists()
