"""Every kind of page there is, by a real address: `visitor` sees the first ones, `chair` and `keeper` their own."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib import admin
from django.utils import timezone

from accounts.models import User
from content.drafts import keep
from forums.models import Answer
from moderation import claims
from moderation.models import Reason, Report
from moderation.proposals import propose
from notifications.links import unsubscribe_url
from practices.adopting import adopt
from practices.models import Practice
from practices.writing.steps import BY_WORD
from register.models import Community, LegalAct, Municipality, Organisation
from tests.factories import (
    make_answer,
    make_comment,
    make_mandate,
    make_practice,
    make_question,
    make_user,
)

DIRECTORY = "/mjesne-zajednice/"
SEARCH = "/pretraga/"
TOWN = "/mjesne-zajednice/zepce/"
VILLAGE = "/mjesne-zajednice/zepce/begov-han/"
TWO_STEP = "/nalog/dvostruka-potvrda/"
PREFIX = {"Latn": "", "Cyrl": "/sr"}

# Pages that need no person, and set no cookie.
READING = {
    "home": "/",
    "directory": DIRECTORY,
    "results": DIRECTORY + "?q=zepce",
    "nothing found": DIRECTORY + "?q=xqwxqwxqw",
    "filtered": DIRECTORY + "?entitet=rs&sort=opcina&page=2",
    "no list": DIRECTORY + "?spisak=nema",
    "map": DIRECTORY + "karta/",
    "municipality": TOWN,
    "community": VILLAGE,
    "print sheet": VILLAGE + "za-stampu/",
    "search": SEARCH,
    "search: found": SEARCH + "?q=zepce",
    "search: nothing found": SEARCH + "?q=xqwxqwxqw",
    "about": "/o-platformi/",
    "statistics": "/statistika/",
    "project": "/o-platformi/projekat/",
    "accessibility": "/pristupacnost/",
    "privacy": "/privatnost/",
    "rules": "/pravila/",
    "gallery": "/dizajn/",
}
# Pages with a form for somebody who has not signed in; these may set a cookie.
ENTERING = {
    "sign in": "/prijava/",
    "sign up": "/registracija/",
    "forgotten password": "/nalog/lozinka/nova/",
    "reset sent": "/nalog/lozinka/nova/poslano/",
    "bad reset link": "/nalog/lozinka/nova/1-abc/",
}
MISSING = {"not found": "/nema-te-stranice/"}
CHAIR = {
    "home, signed in": "/",
    "community, signed in": VILLAGE,
    "overview": "/nalog/",
    "profile": "/nalog/profil/",
    "notifications": "/nalog/obavjestenja/",
    "which mail": "/nalog/obavjestenja/postavke/",
    "what one follows": "/nalog/pracenje/?jls=tesanj",
    "my data": "/nalog/podaci/",
    "delete the account": "/nalog/brisanje/",
    "sessions": "/nalog/sesije/",
    "change of address": "/nalog/e-posta/",
    "change of password": "/nalog/lozinka/promjena/",
    "password again": "/nalog/ponovo/",
    "two steps": TWO_STEP,
    "set up the app": TWO_STEP + "aplikacija/",
    "passkeys": TWO_STEP + "kljucevi/",
}
WRITING = {"new practice": "/prakse/nova/", "saved practices": "/prakse/sacuvane/"}
WAITING = {"what waits": "/pitanja/cekaju/", "sought in vain": "/pretraga/bez-rezultata/"}
KEEPER = {
    "two steps, on": TWO_STEP,
    "switch off the app": TWO_STEP + "aplikacija/iskljucivanje/",
    "new recovery codes": TWO_STEP + "rezervni-kodovi/novi/",
    "add a passkey": TWO_STEP + "kljucevi/novi/",
}


def of_the_register() -> dict[str, str]:
    """Pages whose address depends on what the register knows today."""
    empty = Municipality.objects.filter(without_communities=True).exclude(slug="").in_order().first()
    unlisted = Municipality.objects.filter(communities=None, without_communities=False).in_order().first()
    unsure = Community.objects.filter(evidence="slabo").select_related("municipality").in_order().first()
    places = {"without communities": empty, "without a list": unlisted, "unconfirmed community": unsure}
    return {name: place.get_absolute_url() for name, place in places.items() if place}


def of_practices() -> dict[str, str]:
    """The list and three practices: one with parts of its cost, one of many places, a lesson."""
    pages = {
        "practices": "/prakse/",
        "practices, none": "/prakse/?q=xqwxqwxqw",
        "practices, filtered": "/prakse/?tema=zene&sort=korisno",
    }
    for name, key in (
        ("practice with parts", "adaptirane-prostorije-u-semizovcu"),
        ("practice of many", "forumi-odgovornosti-uz-prenos-uzivo"),
        ("lesson", "pouka-projektant-koji-nije-pitao-savjet"),
    ):
        pages[name] = Practice.objects.get(key=key).get_absolute_url()
    return pages | {"hand-out": pages["practice with parts"] + "list/"}


def of_advice(user: User) -> dict[str, str]:
    """Questions: one of this person with answers, one without; asking, answering, correcting."""
    town = Municipality.objects.get(slug="zepce")
    expert = make_user("strucna@example.ba", name="Selma Kovač")
    service = Organisation.objects.filter(kind="savez", entity=town.entity).first()
    make_mandate(expert, "editor", service)
    asked = make_question(user, title="Ko plaća struju za društveni dom?", places=[town], where=town.entity)
    act = LegalAct.objects.filter(entity=town.entity).first()
    helped = make_answer(expert, asked, body="Plaća vlasnik doma.\n\n- ugovor\n- račun", where=town.entity, acts=[act])
    make_comment(user, helped, body="Hvala, tako smo i uradili.")
    own = make_answer(user, asked, body="Kod nas to još nije riješeno.")
    Answer.objects.filter(pk=helped.pk).update(accepted_on=timezone.now())
    waits = make_question(user, title="Kako do mosta preko rijeke?")
    return {
        "questions": "/pitanja/",
        "questions, none": "/pitanja/?q=xqwxqwxqw",
        "questions, filtered": "/pitanja/?stanje=rijeseno&entitet=fbih",
        "question": asked.get_absolute_url(),
        "question without an answer": waits.get_absolute_url(),
        "standing answers": "/pitanja/cesta/",
        "asking": "/pitanja/novo/",
        "asking, details": "/pitanja/novo/?dalje=1&naslov=Ko+odgovara",
        "a question, edited": f"/pitanja/{asked.pk}/uredi/",
        "photos of a question": f"/pitanja/{asked.pk}/prilozi/",
        "an answer": f"/pitanja/{waits.pk}/odgovor/",
        "an answer, edited": f"/pitanja/odgovori/{own.pk}/uredi/",
        "closing a question": f"/pitanja/{asked.pk}/zatvaranje/",
        "my questions": "/pitanja/moja/",
        "themes that one knows": "/pitanja/teme/",
    }


def of_an_author(user: User) -> dict[str, str]:
    """The steps of a draft of theirs, the check of one that lacks something, and their list."""
    draft = make_practice(user, problem="")
    pages = {f"step {word}": f"/prakse/{draft.pk}/uredi/{word}/" for word in BY_WORD}
    shown = make_practice(user, title="Objavljena praksa", status="published")
    comment = make_comment(user, shown, body="Kod nas je isto.\n\n- lampe\n- stubovi")
    neighbour = make_user("susjeda@example.ba", name="Mirela")
    theirs = make_practice(neighbour, title="Klupe kraj rijeke", status="published")
    here = Community.objects.get(pk=user.mandates[-1].community_id)
    taken = adopt(theirs, user, here, uuid4(), "bs", state="running", body="Isto, sa tri klupe.")
    make_comment(neighbour, shown, body="I kod nas: https://example.ba/")
    keep(user, f"comments:create:{shown.pk}", '{"body": ["Nedovršeno"]}', 0)
    return pages | {
        "own practice with comments": shown.get_absolute_url(),
        "taking it over, where": f"/prakse/{shown.pk}/primjena/?q=zepce",
        "taking it over": f"/prakse/{shown.pk}/primjena/?mz={user.mandates[-1].community_id}",
        "taken over by us": theirs.get_absolute_url(),
        "how it goes": f"/prakse/primjene/{taken.pk}/uredi/",
        "photos of how it goes": f"/prakse/{taken.pk}/fotografije/",
        "a question to the author": f"/komentari/{theirs.pk}/novi/?pitanje=1",
        "a comment that was begun": f"/komentari/{shown.pk}/novi/",
        "a reply": f"/komentari/{comment.pk}/novi/",
        "a comment, edited": f"/komentari/{comment.pk}/uredi/",
        "check": f"/prakse/{draft.pk}/provjera/",
        "my practices": "/prakse/moje/",
        "own page": user.profile.get_absolute_url(),
        "photos": f"/prakse/{draft.pk}/fotografije/",
        "draft": draft.get_absolute_url(),
    }


def of_a_coordinator(user: User) -> dict[str, str]:
    """What a coordinator keeps and answers, with one claim of a listed and one of a missing community."""
    town = Municipality.objects.get(slug="zepce")
    make_mandate(user, "coordinator", town)
    there = town.communities.in_order().first()
    assert there is not None
    person = make_user("sekretar@example.ba", name="Edin Kovač")
    listed = claims.make(person, uuid4(), role="secretary", starts=date(2024, 1, 1), community=there)
    missing = claims.make(
        person, uuid4(), role="president", starts=date(2024, 1, 1), municipality=town, proposed_name="Gornja Vrela"
    )
    record = f"/koordinator/mz/{there.pk}/"
    return {
        "claims": "/nalog/mandat/?q=zepce",
        "claim": f"/nalog/mandat/mz/{there.pk}/",
        "claim of a missing community": "/nalog/mandat/nova/",
        "workspace": "/koordinator/",
        "answer": f"/koordinator/mandati/{listed.pk}/",
        "answer with a missing community": f"/koordinator/mandati/{missing.pk}/",
        "record": record,
        "facts": f"{record}podaci/",
        "contacts": f"{record}kontakti/",
        "figure": f"{record}brojke/population/",
        "another name": f"{record}naziv/",
        "closing": f"{record}zatvaranje/",
        "new community": "/koordinator/nova-mz/",
    }


def of_a_mail(user: User) -> dict[str, str]:
    """Where the link leads with which this person ends a kind of mail."""
    return {"end of a mail": urlsplit(unsubscribe_url(user, "comment")).path}


def of_a_moderator() -> dict[str, str]:
    """The queue with one of each, an entry that waits and one that was reported, the form of a report, the counts."""
    author = make_user("autor@example.ba", name="Edin Kovač")
    waiting, shown = (
        make_practice(author, title=f"Praksa {status}", status=status) for status in ("pending", "published")
    )
    Report.objects.create(entry=shown, reason=Reason.objects.filter(use="report").first(), words="Nije tačno.")
    changed = {"title": ["Drugi naslov"], "lead": [""], "outcome": ["worked"], "themes": []}
    propose(shown, author, "osnovno", changed)
    return {
        "queue": "/moderacija/",
        "empty queue": "/moderacija/?vrsta=hidden",
        "waiting entry": f"/moderacija/{waiting.pk}/",
        "reported entry": f"/moderacija/{shown.pk}/",
        "decisions in numbers": "/pravila/odluke/",
        "report": f"/prijava-sadrzaja/{shown.pk}/",
    }


def of_the_desk() -> dict[str, str]:
    """Pages of the administration: of every table its list, its empty form and the form of its first row."""
    town = Municipality.objects.get(slug="zepce")
    pages = {
        "administration": "/upravljanje/",
        "history of a municipality": f"/upravljanje/register/municipality/{town.pk}/history/",
        "deleting a municipality": f"/upravljanje/register/municipality/{town.pk}/delete/",
    }
    for model, of_model in admin.site._registry.items():
        name, list_of = model._meta.verbose_name_plural, f"/upravljanje/{model._meta.label_lower.replace('.', '/')}/"
        pages[f"list of {name}"] = list_of
        if of_model.has_add_permission.__func__ is admin.ModelAdmin.has_add_permission:
            pages[f"new among {name}"] = f"{list_of}add/"
        if row := model._default_manager.order_by("pk").first():
            pages[f"form of {name}"] = f"{list_of}{row.pk}/change/"
    return pages
