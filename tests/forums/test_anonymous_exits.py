"""Whoever asks without a name comes out nowhere: questions live their whole life, and all that others get of it is searched.

The same life with a name is the control: then each of these exits names them.
"""

import io
import zipfile
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.utils import timezone
from PIL import Image

from accounts.models import Profile, User
from content.models import Attachment, Entry, Photo
from forums import ladder, look
from forums.models import Answer, Question, Standing
from mzplatform import exporting
from notifications.actions import choose
from notifications.delivery import deliver
from notifications.digests import build_for
from notifications.models import Kind, Mail, Notification, OutgoingMail
from notifications.wording import who
from practices.models import Practice
from tests import factories
from tests.content.uploads import PDF
from tests.forums.asking import answered, asked, version_of
from tests.forums.photos import add, attach
from tests.practices.photos import picture
from tests.practices.writing import basics

NAME, EMAIL, NUMBER = "Dragoljubka Smajlagić", "posta.bez.traga@nepoznata.example", 987_654_321
NEEDLES = (
    "dragoljubk", "драгољубк", "smajlagi", "смајлаги", ">ds<", ">дс<", "bez.traga", "nepoznata.example",
    str(NUMBER), "987.654.321", "987,654,321", "neznanovi", "незнанови",
)  # fmt: skip
"""Name, initials, e-mail, number and profile address of the asker, and the local community of which they are president."""
FIRST, SECOND, WAITS, OTHER = (
    "Ko plaća struju za društveni dom?",
    "Ko plaća račun za struju u domu?",
    "Ko čisti snijeg na nekategorisanom putu?",
    "Ko održava seoski vodovod?",
)
RUN = SimpleNamespace(goes_on=lambda: True)
READERS = ("visitor", "neighbour", "newcomer", "coordinator", "expert")
PREFIXES = ("", "/sr")
WITHOUT_A_NAME = {"phoned": {"is_unnamed": "on", "is_phoned": "on"}, "later": {}}


def needles_in(text: str) -> list[str]:
    return [needle for needle in NEEDLES if needle in text.lower()]


@pytest.fixture
def asker(places) -> User:
    """President of Neznanovići and coordinator of Laktaši, with a page that everybody may open."""
    user = factories.make_user(EMAIL, name=NAME, id=NUMBER)
    factories.make_mandate(user, "coordinator", places.laktasi)
    home = factories.make_community("Neznanovići", places.laktasi)
    factories.make_mandate(user, "president", home, starts=date(2025, 1, 1))
    Profile.objects.filter(pk=user.pk).update(visibility="everyone")
    return user


@pytest.fixture
def cast(empty_cache, client, client_of, asker, neighbour, newcomer, coordinator, expert, moderator, places, theme):
    """Everybody, each with a browser; all want a mail of everything, the newcomer once a day."""
    Profile.objects.filter(pk=newcomer.pk).update(visibility="everyone")
    for user in (neighbour, newcomer, coordinator, expert, moderator):
        choose(user, dict.fromkeys(Kind, Mail.DAILY if user == newcomer else Mail.AT_ONCE), "form")
    others = {
        "neighbour": neighbour, "newcomer": newcomer, "coordinator": coordinator, "expert": expert,
        "moderator": moderator,
    }  # fmt: skip
    browsers = {name: client_of(user) for name, user in others.items()} | {"visitor": client}
    return SimpleNamespace(
        asker=asker, own=client_of(asker), others=others, browsers=browsers, places=places, theme=theme
    )


# -- the life of the questions -----------------------------------------------------------------------------------------


def sent(browser, address, data=None):
    """What was done: the page that it leads to is there."""
    response = browser.post(address, data or {}, follow=True)
    assert response.status_code == 200, address
    assert not getattr((response.context or {}).get("form"), "errors", None), address
    return response


def commented(browser, below, body) -> Entry:
    sent(browser, f"/komentari/{below.pk}/novi/", {"body": body, "once": str(uuid4())})
    return Entry.objects.filter(kind="comment").latest("pk")


def answer_of(browser, question, **changed) -> Answer:
    sent(browser, f"/pitanja/{question.pk}/odgovor/", answered(**changed))
    return Answer.objects.latest("pk")


def lived(cast, **asks) -> SimpleNamespace:
    """Asked, corrected, answered, commented on, followed, accepted, made a standing answer and a practice, moved, merged,
    passed on, closed and opened again. Whoever asked with a name takes it away in the middle, if `asks` says so `later`.
    """
    later = asks.pop("later", False)
    own, browsers = cast.own, cast.browsers
    for title in (FIRST, SECOND, WAITS):
        sent(own, "/pitanja/novo/", asked(cast.theme, title=title, scope=f"e{cast.places.fbih.pk}", **asks))
    first, second, waits = (Question.objects.get(title=title) for title in (FIRST, SECOND, WAITS))
    other = factories.make_question(cast.others["coordinator"], title=OTHER, where=cast.places.fbih)
    corrected(cast, first, **asks)
    exif = Image.Exif()
    exif[0x013B] = exif[0x8298] = NAME  # artist, copyright
    add(own, first, picture(exif=exif))
    attach(own, first, PDF.replace(b"/Catalog", b"/Catalog/Author(Dragoljubka)"), name=f"Zahtjev {NAME}.pdf", title="")
    sent(browsers["newcomer"], f"/pitanja/{first.pk}/pracenje/", {"on": "1"})

    fbih = f"e{cast.places.fbih.pk}"
    thanked = answer_of(browsers["neighbour"], first, body="Vodu plaća općina.", scope=fbih)
    helped = answer_of(browsers["neighbour"], first, body="Plaća vlasnik doma.", scope=fbih)
    mine = answer_of(own, first, body="Našli smo ugovor iz 2009.", scope=fbih)
    strayed = answer_of(own, first, body="Za vodovod imamo odbor.", scope=fbih)
    below = answer_of(own, second, body="Probali smo i ovo.", scope=fbih)
    asks_back = commented(browsers["neighbour"], first, "A čiji je dom?")
    said = [
        commented(own, first, "Dopuna: dom je općinski. Zna li @Novi Član?"),
        commented(own, asks_back, "Općinski, od 1978."),
        commented(own, helped, "Probat ćemo."),
    ]
    corrects = f"/komentari/{said[0].pk}/uredi/"
    sent(own, corrects, {"body": "Dopuna: dom je općinski, @Novi Član to zna.", "version": said[0].version})
    for accepted in (thanked, helped):
        sent(own, f"/pitanja/odgovori/{accepted.pk}/pomogao/", {"on": "1"})
    sent(browsers["newcomer"], f"/pitanja/odgovori/{mine.pk}/korisno/", {"on": "1"})
    sent(browsers["expert"], f"/pitanja/odgovori/{mine.pk}/potvrda/", {"on": "1"})
    standing = {
        "title": FIRST, "body": "Plaća vlasnik doma.", "scope": fbih, "themes": [cast.theme.pk],
        "answers": [helped.pk, mine.pk, strayed.pk], "once": str(uuid4()),
    }  # fmt: skip
    sent(browsers["expert"], f"/pitanja/{first.pk}/stalni-odgovor/", standing)
    sent(browsers["neighbour"], "/prakse/nova/", basics(cast.theme, iz=helped.pk))
    if later:
        for question in (first, second, waits):
            corrected(cast, question, is_unnamed="on")

    factories.make_comment(cast.others["neighbour"], strayed, body="Ko je u odboru?")
    for answer in (thanked, strayed):
        sent(browsers["moderator"], f"/pitanja/odgovori/{answer.pk}/premjestanje/", {"other": str(other.pk)})
    said += [commented(own, Answer.objects.get(pk=strayed.pk), "Troje mještana.")]
    sent(browsers["moderator"], f"/pitanja/{second.pk}/spajanje/", {"other": str(other.pk)})
    then = timezone.now() - timedelta(days=30)
    Entry.objects.filter(pk=waits.pk).update(created=then, published=then)
    ladder.climb_all(RUN)
    sent(browsers["moderator"], f"/pitanja/{first.pk}/zatvaranje/", {"why": "outdated", "words": ""})
    sent(browsers["moderator"], f"/pitanja/{first.pk}/otvaranje/")
    look.forget()
    return SimpleNamespace(
        first=first, second=second, waits=waits, other=other, helped=helped,
        own=[first, second, waits, mine, strayed, below, *said], standing=Standing.objects.get(),
        practice=Practice.objects.get(),
    )  # fmt: skip


def corrected(cast, question, **asks) -> None:
    """Other words, as the form takes them; `asks` says if the name stays away."""
    address = f"/pitanja/{question.pk}/uredi/"
    typed = {"title": question.title, "scope": f"e{cast.places.fbih.pk}", "body": f"Dopunjeno. {uuid4()}"}
    sent(cast.own, address, asked(cast.theme, version=version_of(cast.own, address), **typed | asks))


# -- what others get of it ---------------------------------------------------------------------------------------------


def said_by(response) -> str:
    """Head and body of an answer; of a file what it holds."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.status_code}\n{response.headers}\n{body.decode(errors='replace')}"


def shown(life) -> list[str]:
    """Pages and feeds that have to do with questions; read in several languages."""
    return [
        *(one.get_absolute_url() for one in (life.first, life.second, life.waits, life.other, life.standing)),
        f"{life.first.get_absolute_url()}?red=vrijeme", "/", "/pitanja/", "/pitanja/?q=struju",
        "/pitanja/?stanje=bez-odgovora", "/pitanja/?stanje=rijeseno", "/pitanja/feed.atom", "/pitanja/cesta/",
        "/pitanja/cekaju/", "/pitanja/moja/", f"/pitanja/novo/?naslov={FIRST}", "/pretraga/?q=struju", "/pretraga/?q=odbor",
        "/nalog/obavjestenja/",
    ]  # fmt: skip


def behind(life) -> list[str]:
    """Forms, desks, JSON, files, maps of the site: most of them are for somebody else."""
    return [
        "/prakse/feed.atom", "/prakse/moje/", f"/prakse/nova/?iz={life.helped.pk}", f"/prakse/{life.practice.pk}/provjera/",
        "/pretraga/prijedlozi/?q=ko+pla", "/pretraga/bez-rezultata/", "/sitemap-questions.xml", "/nalog/", "/koordinator/",
        f"/pitanja/{life.first.pk}/stalni-odgovor/", f"/pitanja/cesta/{life.standing.pk}/uredi/", "/pravila/odluke/",
        *(f"/pitanja/{life.first.pk}/{page}/" for page in ("uredi", "prilozi", "spajanje", "zatvaranje")),
        *(f"/pitanja/{life.waits.pk}/{page}/" for page in ("odgovor", "uredi")),
        *(f"/prijava-sadrzaja/{one.pk}/" for one in life.own), *(f"/komentari/{one.pk}/novi/" for one in life.own),
        f"/komentari/{life.waits.pk}/novi/?pitanje=1", "/moderacija/", f"/moderacija/{life.first.pk}/",
        *(f"/upravljanje/{page}" for page in ("", "content/entry/", "accounts/user/", "notifications/outgoingmail/")),
        *(one["url"] for photo in Photo.objects.all() for one in photo.jpegs),
        *(one.get_absolute_url() for one in Attachment.objects.all()),
    ]  # fmt: skip


def pages(cast, life):
    """By reader and address; what is not for them, and says so, among them."""
    for reader in READERS:
        browser = cast.browsers[reader]
        for address in (*(f"{prefix}{page}" for prefix in PREFIXES for page in shown(life)), *behind(life)):
            yield f"{reader} {address}", said_by(browser.get(address, follow=True))
    for question in (life.first, life.other):
        yield f"moderator {question.title}", said_by(cast.browsers["moderator"].get(question.get_absolute_url()))


def sendings(cast, life):
    """What answers to what others send: looking at a comment first, a report, a vote, a draft."""
    browser = cast.browsers["neighbour"]
    for one in life.own:
        for address, data in (
            (f"/komentari/{one.pk}/novi/", {"body": "Tako je.", "preview": "1"}),
            (f"/prijava-sadrzaja/{one.pk}/", {"words": "Ne znam."}),
            (f"/pitanja/odgovori/{one.pk}/korisno/", {"on": "1"}),
            (f"/pitanja/odgovori/{one.pk}/pomogao/", {"on": "1"}),
            (f"/pitanja/{one.pk}/odgovor/", answered(body="", preview="1")),
            ("/nacrt/", {"form": f"forums:answer {one.pk}", "values": '{"body": ["x"]}', "version": "0"}),
        ):
            yield f"sent {address} {one.pk}", said_by(browser.post(address, data, follow=True))


def mails(cast, settings, mailoutbox):
    """Each that leaves, to whomever but the asker, with its head; the mail of the day among them."""
    settings.DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    build_for(cast.others["newcomer"].pk, "daily", timezone.localdate())
    while mail := OutgoingMail.objects.lease_next():
        deliver(mail)
    for number, letter in enumerate(mailoutbox):
        if letter.to != [EMAIL]:
            head = f"{letter.from_email} {letter.reply_to} {letter.cc} {letter.extra_headers}"
            yield f"mail {number}: {letter.subject}", f"{letter.subject}\n{head}\n{letter.body}\n{letter.alternatives}"


def notifications(cast):
    """Who did it, as each sentence says it and as its row holds it."""
    for one in Notification.objects.exclude(user=cast.asker).with_subject():
        yield f"notification {one.kind} of {one.user}", f"{who(one)} {one.actor_id} {one.facts}"


def copies(cast):
    """The copy of their data of everybody else, file by file."""
    for name, user in cast.others.items():
        file = io.BytesIO()
        exporting.write(user, file)
        with zipfile.ZipFile(file) as archive:
            for member in archive.namelist():
                yield f"copy of {name}: {member}", f"{member} {archive.read(member).decode(errors='replace')}"


def lists_of_the_person(cast, life):
    """Their own page, and what is found by their name: neither says that a question is theirs."""
    titles = (FIRST, SECOND, WAITS, OTHER, *(f"/pitanja/{one.pk}" for one in (life.first, life.second, life.waits)))
    for reader in READERS:
        for address in (cast.asker.profile.get_absolute_url(), f"/pretraga/?q={NAME}", f"/pitanja/?q={NAME}"):
            page = cast.browsers[reader].get(address)
            assert page.status_code == 200
            found = [title for title in titles if title in page.content.decode()]
            yield f"person {reader} {address}", NEEDLES[0] if found else ""


@pytest.fixture
def named_at(cast, settings, mailoutbox):
    """Exits at which the asker is named, each with what gives them away, once their questions have lived."""

    def found(life) -> dict[str, list[str]]:
        exits = (
            *pages(cast, life), *sendings(cast, life), *mails(cast, settings, mailoutbox), *notifications(cast),
            *copies(cast), *lists_of_the_person(cast, life),
        )  # fmt: skip
        return {label: needles for label, text in exits if (needles := needles_in(text))}

    return found


@pytest.mark.parametrize("how", WITHOUT_A_NAME)
def test_no_exit_names_them(cast, named_at, how):
    life = lived(cast, later=how == "later", **WITHOUT_A_NAME[how])
    assert named_at(life) == {}
    assert set(Entry.objects.filter(author=cast.asker).values_list("is_unnamed", flat=True)) == {True}


def test_with_a_name_each_of_them_does(cast, named_at):
    """The control of the other, but for exits that never name anybody: photos, copies of others, desks."""
    life = lived(cast)
    found = named_at(life)
    for reader in READERS:
        for one in (life.first, life.second, life.waits, life.other, life.standing):
            assert {f"{reader} {prefix}{one.get_absolute_url()}" for prefix in PREFIXES} <= found.keys()
        assert f"{reader} {Attachment.objects.get().get_absolute_url()}" in found
        assert f"person {reader} {cast.asker.profile.get_absolute_url()}" in found
    for reader in ("neighbour", "newcomer"):
        assert {f"{reader} {prefix}/nalog/obavjestenja/" for prefix in PREFIXES} <= found.keys()
    told = {label.split()[1] for label in found if label.startswith("notification ")}
    assert told == {"answer", "comment", "reply", "mentioned", "followed", "helped"}
    assert sum(label.startswith("mail ") for label in found) >= 8
    assert {needle for needles in found.values() for needle in needles} >= {">ds<", ">дс<", "neznanovi", str(NUMBER)}
