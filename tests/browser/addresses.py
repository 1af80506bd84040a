"""Every kind of page there is, by a real address: `visitor` sees the first ones, `chair` and `keeper` their own."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib import admin
from django.utils import timezone

from accounts.models import User
from content.drafts import keep
from forums.models import Answer
from lessons.models import Reading
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
    make_lesson,
    make_mandate,
    make_material,
    make_practice,
    make_question,
    make_training,
    make_user,
)
from tests.trainings import quizzing
from trainings.applied import answer as applied
from trainings.links import feedback_url, own_url
from trainings.models import Attendance, Feed, Feedback, Question, Registration, SignUp
from trainings.quizzes import take

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


def of_trainings() -> dict[str, str]:
    """The list in its states, the month, one training with all that a page shows."""
    day = timezone.localdate() + timedelta(days=20)
    session = {"venue": "Dom kulture", "address": "Titova 1", "is_accessible": True, "parking": "uz zgradu"}
    training = make_training(None, days=[day, day + timedelta(days=1)], body="- tema\n- vježba", session=session)
    SignUp.objects.create(training=training, seats=12, closes=day)
    guest = Registration.objects.create(
        sign_up=training.sign_up, name="Huso Husić", email="h@example.ba", state="waiting"
    )
    material = make_material(training, title="Priprema za forum")
    body = "# Prije zbora\n\nStatut.\n\n## Poziv\n\n- tema\n- dan\n\n# Poslije"
    lessons = [make_lesson(None, body=body, series="Savjet", position=one, for_training=training) for one in (1, 2)]
    return {
        "lessons": "/obuke/lekcije/",
        "lessons, none": "/obuke/lekcije/?tema=zene",
        "lesson": lessons[0].get_absolute_url(),
        "trainings": "/obuke/",
        "trainings, held": "/obuke/?stanje=odrzane",
        "trainings, none": "/obuke/?oblik=internet",
        "trainings, month": f"/obuke/kalendar/?mjesec={day:%Y-%m}",
        "training": training.get_absolute_url(),
        "material": material.get_absolute_url(),
        "registration of a guest": own_url(guest),
    }


def of_somebody_who_signs_up(user: User) -> dict[str, str]:
    """The form with questions of each kind, registrations in several states, one's own list."""
    training = make_training(None, days=[timezone.localdate() + timedelta(days=12)], title="Obuka s pitanjima")
    sign_up = SignUp.objects.create(training=training, seats=12, for_women=4, women_until=timezone.localdate())
    asked = (("text", []), ("choice", ["Petak", "Subota"]), ("yes_no", []))
    for position, (kind, choices) in enumerate(asked, 1):
        Question.objects.create(sign_up=sign_up, position=position, text=f"Pitanje {kind}", kind=kind, choices=choices)
    pages = {"signing up": f"/obuke/{training.pk}/prijava/", "my trainings": "/obuke/moje/"}
    for state in ("confirmed", "offered", "waiting"):
        other = make_training(None, days=[timezone.localdate() + timedelta(days=15)], title=f"Obuka {state}")
        held = SignUp.objects.create(training=other, seats=2)
        until = timezone.now() + timedelta(hours=9) if state == "offered" else None
        mine = Registration.objects.create(sign_up=held, person=user, name="Amra", state=state, offered_until=until)
        pages[f"registration, {state}"] = f"/obuke/prijave/{mine.pk}/"
    pages |= {"quiz before": _quiz_of(user, is_over=False), "quiz, tried once": _quiz_of(user, is_over=True)}
    Feed.objects.create(person=user)
    lesson = make_lesson(None)
    Reading.objects.create(person=user, lesson=lesson, version=lesson.version)
    return pages | {"lessons, one of them read": "/obuke/lekcije/", "lesson that is read": lesson.get_absolute_url()}


def _quiz_of(user: User, *, is_over: bool) -> str:
    """One's own quiz of a training to come, or of one that was, with an answer that did not pass."""
    training = make_training(None, days=[timezone.localdate() + timedelta(days=15)], title="Obuka s kvizom")
    sign_up = SignUp.objects.create(training=training, seats=2)
    quiz, mine = quizzing.make_quiz(training.pk), quizzing.coming(sign_up, "Amra", person=user)
    if is_over:
        quizzing.held(sign_up)
        take(quiz, "after", quizzing.given(quiz, quizzing.HALF), uuid4(), registration=mine)
    return f"/obuke/prijave/{mine.pk}/kviz/"


def of_a_training_that_changes() -> dict[str, str]:
    """What whoever manages a training opens."""
    training = make_training(None, days=[timezone.localdate() + timedelta(days=9)])
    materials = [make_material(training, title=title) for title in ("Priprema", "Radni list")]
    sign_up = SignUp.objects.create(training=training, seats=1)
    Question.objects.create(sign_up=sign_up, position=1, text="Koliko foruma?")
    for name, state in (("Huso Husić", "confirmed"), ("Mara Marić", "waiting"), ("Ivo Ivić", "withdrawn")):
        one = Registration.objects.create(sign_up=sign_up, name=name, state=state, note="Bez glutena")
    day = timezone.localdate() + timedelta(days=9)
    unasked, asked = (SignUp.objects.create(training=make_training(None, days=[day]), seats=9).pk for _one in "ab")
    quiz, one_there = quizzing.make_quiz(asked), quizzing.coming(SignUp.objects.get(pk=asked))
    for when, answers in (("before", quizzing.WRONG), ("after", quizzing.RIGHT)):
        take(quiz, when, quizzing.given(quiz, answers), uuid4(), registration=one_there)
    quizzing.make_quiz(training.pk)
    return {
        "a quiz": f"/obuke/{asked}/kviz/",
        "a quiz that stays": f"/obuke/{asked}/kviz/uredi/",
        "a quiz, not there": f"/obuke/{unasked}/kviz/",
        "a quiz, edited": f"/obuke/{training.pk}/kviz/uredi/",
        "a training, edited": f"/obuke/{training.pk}/uredi/",
        "a training, cancelled": f"/obuke/{training.pk}/otkazivanje/",
        "who comes": f"/obuke/{training.pk}/prijave/",
        "how one signs up": f"/obuke/{training.pk}/prijave/pravila/",
        "a person added": f"/obuke/{training.pk}/prijave/nova/",
        "a message to them": f"/obuke/{training.pk}/prijave/poruka/",
        "a person taken off": f"/obuke/prijave/{one.pk}/uklanjanje/",
        "materials": f"/obuke/{training.pk}/materijali/",
        "a new material": f"/obuke/{training.pk}/materijali/novi/",
        "a material, edited": f"{materials[0].get_absolute_url()}uredi/",
        "a material, taken away": f"{materials[0].get_absolute_url()}uklanjanje/",
    }


def of_an_editor(user: User) -> dict[str, str]:
    """What whoever writes a lesson opens."""
    make_mandate(user, "editor", Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION).first())
    draft = make_lesson(user, title="Nacrt lekcije", status="draft")
    return {
        "a new lesson": "/obuke/lekcije/nova/",
        "a draft of a lesson": draft.get_absolute_url(),
        "a lesson, edited": f"/obuke/lekcije/{draft.pk}/uredi/",
        "pictures of a lesson": f"/obuke/lekcije/{draft.pk}/prilozi/",
        "a lesson, deleted": f"/obuke/lekcije/{draft.pk}/brisanje/",
    }


def of_a_training_that_is_over(user: User) -> dict[str, str]:
    """What is asked of somebody who was there, and of a guest; what is read of it."""
    pages = {}
    for days, name in ((2, "just over"), (100, "three months ago")):
        training = make_training(None, days=[timezone.localdate() - timedelta(days=days)], title=f"Obuka, {name}")
        sign_up, session = SignUp.objects.create(training=training, seats=20), training.sessions.get()
        mine, *others = (
            Registration.objects.create(sign_up=sign_up, state="confirmed", asked_applied=timezone.now(), **one)
            for one in ({"person": user, "name": "Amra"}, *({"name": f"Gost {number}"} for number in range(6)))
        )
        for one in (mine, *others):
            Attendance.objects.create(registration=one, session=session, came=True)
        if days > 90:
            for one in others:
                applied(one, "yes", "Održali smo forum.")
                Feedback.objects.create(sign_up=sign_up, useful=5, clear=4, organised=3, best="Vježba", is_shown=True)
        pages |= {
            f"registration, {name}": f"/obuke/prijave/{mine.pk}/",
            f"feedback, {name}": f"/obuke/prijave/{mine.pk}/ocjena/",
            f"feedback of a guest, {name}": feedback_url(others[0]),
            f"what people say, {name}": f"/obuke/{training.pk}/ocjene/",
        }
    return pages | {"applied": f"/obuke/prijave/{mine.pk}/primjena/"}


def of_attendance() -> dict[str, str]:
    """Who was there: to be chosen, to be ticked off, closed and corrected; the list to sign."""
    today = timezone.localdate()
    several = make_training(None, days=[today + timedelta(days=2), today + timedelta(days=3)], title="Obuka u dva dana")
    SignUp.objects.create(training=several, seats=5)
    training = make_training(None, days=[today, today - timedelta(days=1)], hours=None, title="Obuka danas")
    sign_up = SignUp.objects.create(training=training, seats=9)
    people = [
        Registration.objects.create(sign_up=sign_up, name=name, state=state)
        for name, state in (("Huso Husić", "confirmed"), ("Mara Marić", "confirmed"), ("Ivo Ivić", "waiting"))
    ]
    opened, closed = training.sessions.order_by("position")
    for session in (opened, closed):
        Attendance.objects.create(registration=people[0], session=session, came=True, reason="Zaboravljen")
    training.sessions.filter(pk=closed.pk).update(closed=timezone.now())
    of = f"/obuke/{training.pk}/prisustvo/"
    return {
        "attendance, which session": f"/obuke/{several.pk}/prisustvo/",
        "attendance, before the day": f"/obuke/{several.pk}/prisustvo/{several.sessions.earliest('day').pk}/",
        "attendance": f"{of}{opened.pk}/",
        "attendance, closed": f"{of}{closed.pk}/",
        "attendance, corrected": f"{of}{closed.pk}/ispravka/{people[1].pk}/",
        "list to sign": f"{of}{opened.pk}/list/",
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
