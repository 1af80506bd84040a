"""Pages of trainings, lessons and wishes: for visitors, for who signs up, for organisers and editors."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.models import Mandate, User
from content.models import Theme
from lessons.models import Reading
from register.models import Municipality, Organisation
from tests.factories import make_lesson, make_mandate, make_material, make_training, make_user, make_wish
from tests.trainings import quizzing
from tests.trainings.certifying import attend, issued, make_certificate, over
from trainings.applied import answer as applied
from trainings.links import feedback_url, own_url
from trainings.models import Attendance, Feed, Feedback, Question, Registration, SignUp, Wish
from trainings.quizzes import take


def of_checking() -> dict[str, str]:
    """The public check."""
    return {"certificates checked": "/potvrde/?kod=A", "certificate": f"/potvrde/{make_certificate().code}/"}


def of_an_organiser(user: User) -> dict[str, str]:
    """What only whoever holds a training opens."""
    sign_up = over(_edits(user), author=user, people=4, came=2)
    certificate = issued(sign_up)[0]
    return {
        "certificates of a training": f"/obuke/{sign_up.pk}/potvrde/",
        "a certificate, revoked": f"/obuke/potvrde/{certificate.pk}/opoziv/",
        "a certificate, issued anew": f"/obuke/potvrde/{certificate.pk}/nova/",
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
        "training, sheet": f"{training.get_absolute_url()}list/",
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
    return pages | {
        "training record": "/obuke/moje/evidencija/",
        "lessons, one of them read": "/obuke/lekcije/",
        "lesson that is read": lesson.get_absolute_url(),
    }


def of_a_training_that_changes() -> dict[str, str]:
    """What whoever manages a training opens."""
    make_wish(None, title="javnom nastupu", voters=[make_user(f"zeli{one}@example.ba") for one in range(6)])
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
        "demand by region": "/obuke/zelje/potraznja/",
        "a person taken off": f"/obuke/prijave/{one.pk}/uklanjanje/",
        "materials": f"/obuke/{training.pk}/materijali/",
        "a new material": f"/obuke/{training.pk}/materijali/novi/",
        "a material, edited": f"{materials[0].get_absolute_url()}uredi/",
        "a material, taken away": f"{materials[0].get_absolute_url()}uklanjanje/",
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


def of_wishes(user: User) -> dict[str, str]:
    """The list in its states, one wish of one's own and one of somebody else, proposing, an answer, the demand."""
    town = Municipality.objects.get(slug="zepce")
    theme = Theme.objects.get(slug="budzet")
    expert = make_user("zeli@example.ba", name="Selma Kovač")
    mine = make_wish(user, title="vođenju zapisnika", lead="Sekretari", body="- primjer", places=[town], themes=[theme])
    theirs = make_wish(expert, title="zapisnicima", places=[town], voters=[user])
    waits = make_wish(user, title="računima", status="pending")
    answered = make_wish(expert, title="forumima")
    training = make_training(None, days=[timezone.localdate() + timedelta(days=9)], title="Obuka za forume")
    Wish.objects.filter(pk=answered.pk).update(answered_by=training, answered_on=timezone.now())
    return {
        "wishes": "/obuke/zelje/",
        "wishes, answered": "/obuke/zelje/?stanje=odgovorene",
        "wishes, none": "/obuke/zelje/?tema=zene",
        "a wish of one's own": mine.get_absolute_url(),
        "a wish": theirs.get_absolute_url(),
        "a wish, answered": answered.get_absolute_url(),
        "a wish that waits, edited": f"/obuke/zelje/{waits.pk}/uredi/",
        "proposing": "/obuke/zelje/nova/",
        "proposing, the same": "/obuke/zelje/nova/?naslov=zapisnik",
        "proposing, details": "/obuke/zelje/nova/?dalje=1&naslov=Zapisnik",
    }


def of_an_editor(user: User) -> dict[str, str]:
    """What whoever writes a lesson opens."""
    _edits(user)
    draft = make_lesson(user, title="Nacrt lekcije", status="draft")
    return {
        "a new lesson": "/obuke/lekcije/nova/",
        "a draft of a lesson": draft.get_absolute_url(),
        "a lesson, edited": f"/obuke/lekcije/{draft.pk}/uredi/",
        "pictures of a lesson": f"/obuke/lekcije/{draft.pk}/prilozi/",
        "a lesson, deleted": f"/obuke/lekcije/{draft.pk}/brisanje/",
    }


def _quiz_of(user: User, *, is_over: bool) -> str:
    """One's own quiz of a training to come, or of one that was, with an answer that did not pass."""
    training = make_training(None, days=[timezone.localdate() + timedelta(days=15)], title="Obuka s kvizom")
    sign_up = SignUp.objects.create(training=training, seats=2)
    quiz, mine = quizzing.make_quiz(training.pk), quizzing.coming(sign_up, "Amra", person=user)
    if is_over:
        quizzing.held(sign_up)
        take(quiz, "after", quizzing.given(quiz, quizzing.HALF), uuid4(), registration=mine)
    return f"/obuke/prijave/{mine.pk}/kviz/"


def of_whoever_reports(user: User) -> dict[str, str]:
    """The records of a municipality and of an association, with trained people."""
    town = Municipality.objects.get(slug="zepce")
    sign_up = over(_edits(user), people=0)
    SignUp.objects.filter(pk=sign_up.pk).update(seats=40)
    there = list(town.communities.open().in_order()[:2])
    for place, number, gender in zip(there, (12, 3), "fm", strict=True):
        people = (
            Registration(
                sign_up=sign_up, name="Osoba", state="confirmed", community=place, municipality=town, gender=gender
            )
            for _ in range(number)
        )
        attend(Registration.objects.bulk_create(people))
    attend([Registration.objects.create(sign_up=sign_up, person=user, name="Amra", state="confirmed")])
    return {"record of a municipality": "/obuke/evidencija/zepce/", "record of an association": "/obuke/evidencija/"}


def _edits(user: User) -> Organisation:
    """An association for which this person edits."""
    association = Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION).order_by("pk").first()
    assert association is not None, "the register has two"
    if not Mandate.objects.filter(user=user, organisation=association).exists():
        make_mandate(user, "editor", association)
    return association
