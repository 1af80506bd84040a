"""Somebody who left traces everywhere: what the copy of their data must hold, and what erasing must take away."""

from __future__ import annotations

from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import send_mail
from django.utils import timezone

from accounts.mail import Letter
from accounts.models import Profile
from content.actions import follow, keep, mark_useful
from content.drafts import keep as keep_draft
from content.file_texts import keep as keep_text
from content.files import store
from content.files.texts.extracting import Extracted, Piece
from content.interests import choose_interests
from content.models import Attachment, Entry, FileText, Mention, Theme
from forums import actions as forums
from forums.actions import know
from lessons.models import Reading
from moderation import actions, claims
from moderation.models import Reason
from moderation.picturing import add_photo
from moderation.proposals import propose
from networks.models import Attendee, Card, Coming, Invitation, JoinRequest, Minutes, Remark
from notifications.actions import choose, notify
from practices import adopting
from practices.models import CostPart, Step
from register.models import LegalAct
from tests import factories
from tests.news.making import make_news
from tests.practices.photos import picture
from tests.trainings.quizzing import make_quiz
from tests.trainings.signing import opened
from trainings import quizzes, registering
from trainings.models import Feed, Message, Registration
from trainings.models import Question as TrainingQuestion

NAME, EMAIL, MARK = "Zvonimirka Osmanćehajić", "zvonka.tragovi@example.ba", "brzoplet"


def make_leaver(places, others) -> SimpleNamespace:
    """A president of Jelah who wrote, was answered, marked, reported, claimed and was told things."""
    user = factories.make_user(EMAIL, name=NAME)
    Profile.objects.filter(pk=user.pk).update(about=f"Pišem {MARK}.", visibility="everyone", municipality=places.tesanj)
    user.refresh_from_db()
    mandate = factories.make_mandate(user, "president", places.jelah, name_since=date(2024, 1, 1))
    Authenticator.objects.create(user=user, type="totp", data={"secret": "tajna-koju-niko-ne-vidi"})
    session = SessionStore()
    session["email"] = EMAIL
    session.create()
    UserSession.objects.create(user=user, ip="192.0.2.7", session_key=session.session_key, user_agent=f"Chrome {MARK}")
    text = {
        "problem": f"Problem {MARK}.",
        "body": f"Tijelo {MARK}.",
        "title": f"Lampe {MARK}",
        "lead": f"Ukratko {MARK}",
    }
    know(user, Theme.objects.filter(slug="budzet"))
    choose_interests(user, [places.tesanj, *Theme.objects.filter(slug="budzet")])
    practice = factories.make_practice(user, places=[places.jelah], status="published", **text)
    Step.objects.create(practice=practice, position=1, title=f"Korak {MARK}")
    CostPart.objects.create(practice=practice, position=1, payer=f"MZ {MARK}", amount=10)
    photo = add_photo(practice, user, picture(), f"Slika {MARK}", "none")
    path = store.write(b"%PDF-1.4 x", "pdf")
    file = Attachment.objects.create(
        entry=practice, name=f"{MARK}.pdf", title=MARK, kind="pdf", content_type="application/pdf", path=path, size=10
    )
    keep_text(FileText.objects.lease_next(), file, Extracted("read", 1, None, [Piece(1, f"Strana {MARK}")]))
    correct(practice, user, f"Novo tijelo {MARK}.")
    draft = factories.make_practice(user, title=f"Nacrt {MARK}")
    factories.make_practice(user, title=f"Vraćeno {MARK}", status="returned")
    alone = factories.make_practice(user, title=f"Klupe {MARK}", status="published")
    theirs = factories.make_practice(
        others.neighbour, places=[places.klasnice], title="Tuđa praksa", status="published"
    )
    comment = factories.make_comment(user, theirs, body=f"Komentar {MARK}.")
    unanswered = factories.make_comment(user, theirs, body=f"Bez odgovora {MARK}.")
    reply = factories.make_comment(others.neighbour, comment, body="Odgovor drugoga.")
    answer = factories.make_comment(others.neighbour, practice, body="Pitanje drugoga.")
    Mention.objects.create(entry=answer, user=user, name="zvonimirka osmancehajic")
    once = uuid4()
    adoption = adopting.adopt(
        practice, others.neighbour, places.klasnice, once, "bs", body="I mi smo.", state="started"
    )
    own_adoption = adopting.adopt(theirs, user, places.jelah, uuid4(), "bs", body=f"Preuzeto {MARK}.", state="started")
    question = factories.make_question(
        user,
        title=f"Pitanje {MARK}?",
        body=f"Pojedinosti {MARK}.",
        places=[places.jelah],
        where=places.fbih,
        is_unnamed=True,
    )
    answered = factories.make_answer(others.neighbour, question, body="Odgovor koji ostaje.")
    thanks = factories.make_comment(user, answered, body=f"Hvala {MARK}.")
    asked = factories.make_question(others.neighbour, title="Tuđe pitanje?")
    act = LegalAct.objects.get_or_create(slug="odluka-o-mz", title="Odluka o MZ", kind="odluka")[0]
    own_answer = factories.make_answer(user, asked, body=f"Odgovor {MARK}.", where=places.tesanj, acts=[act])
    factories.make_comment(others.newcomer, own_answer, body="Komentar ispod odgovora.")
    forums.accept(own_answer, others.neighbour, True)
    lonely = factories.make_answer(user, asked, body=f"Bez komentara {MARK}.")
    unasked = factories.make_question(user, title=f"Niko nije odgovorio {MARK}?")
    mark_useful(theirs, user, True)
    keep(theirs, user, True)
    follow(theirs, user, True)
    keep_draft(user, f"comments:create:{theirs.pk}", f'{{"body": ["Nedovršeno {MARK}"]}}', 0)
    reason = Reason.objects.filter(use="report").first()
    report = actions.report(theirs, user, reason, f"Prijavljujem {MARK}", uuid4())
    claim = claims.make(
        user, uuid4(), role="secretary", starts=date(2024, 1, 1), municipality=places.tesanj,
        proposed_name=f"Gornji {MARK}", words=f"Znam {MARK}", name_public=True,
    )  # fmt: skip
    wish = factories.make_wish(
        user, title=f"nečemu {MARK}", lead=f"Za {MARK}", places=[places.jelah], voters=[others.neighbour]
    )
    wished = factories.make_wish(others.neighbour, title="računima", voters=[user])
    sign_up = opened(seats=1, author=others.neighbour)
    asked_there = TrainingQuestion.objects.create(sign_up=sign_up, position=1, text="Zašto dolazite?")
    registration = registering.sign_up(
        sign_up.training, user, {"name": NAME, "note": f"Bez {MARK}", "needs_food": True}, {asked_there.pk: MARK}
    )
    quiz = make_quiz(sign_up.pk)
    quizzes.answer(registration, {one.pk: [1] for one in quiz.questions.all()}, uuid4())
    said = {"applied": "yes", "applied_note": f"Vodimo {MARK}", "applied_on": timezone.now()}
    Registration.objects.filter(pk=registration.pk).update(**said)
    lesson = Entry.objects.create(kind="lesson", author=others.neighbour, title="Kako voditi zbor", language="bs")
    of_lesson = make_quiz(lesson.pk)
    quizzes.take(of_lesson, "alone", {one.pk: [1] for one in of_lesson.questions.all()}, uuid4(), person=user)
    waits = registering.sign_up(sign_up.training, others.neighbour, {"name": "Susjed"}, {})
    Message.objects.create(sign_up=sign_up, by=user, to="coming", text="Ponesite olovku.", once=uuid4())
    Feed.objects.create(person=user)
    lesson = factories.make_lesson(
        user, title=f"Lekcija {MARK}", body=f"# Dio {MARK}\n\nTekst {MARK}.", series=MARK, position=1
    )
    read = factories.make_lesson(others.neighbour, title="Tuđa lekcija")
    Reading.objects.create(person=user, lesson=read, version=1)
    network = factories.make_network(joining="request")
    Card.objects.create(network=network, person=user, function=f"Znam {MARK}", skills=MARK)
    JoinRequest.objects.create(network=network, person=user, words=f"Primite me, {MARK}")
    Invitation.objects.create(network=network, address="sused@example.ba", by=user, words=f"Dođite, {MARK}")
    used = Invitation.objects.create(network=network, address=EMAIL, words="Dođite.")
    Invitation.objects.filter(pk=used.pk).update(state="used", used_by=user, ended=timezone.now())
    meeting = factories.make_meeting(network, others.neighbour)
    Coming.objects.create(meeting=meeting, person=user, says="maybe", note=f"Možda, {MARK}")
    Attendee.objects.create(meeting=meeting, person=user, name=NAME, municipality=places.tesanj)
    minutes = Minutes.objects.create(meeting=meeting, text="Počelo u 10.")
    Minutes.objects.filter(pk=minutes.pk).update(state="open", opened=timezone.now())
    Remark.objects.create(minutes=minutes, person=user, text=f"Bilo je u 11, {MARK}")
    factories.make_conclusion(meeting, others.neighbour, responsible=user)
    corrected = {"correction": f"Ispravka {MARK}", "corrected": timezone.now()}
    news = make_news(user, title=f"Vijest {MARK}", day_note=MARK, **corrected)
    choose(user, {"comment": "never"}, "form")
    notify("comment", user, entry=answer, actor=others.neighbour)
    notify("reply", others.neighbour, entry=comment, actor=user)
    notify("followed", user, entry=sign_up.training, facts={"outcome": "wish_answered", "wish": wished.pk})
    notify("mandate_ends", user, facts={"label": f"Oznaka {MARK}"})
    factories.make_mandate(others.newcomer, "secretary", places.jelah, confirmed_by=user)
    Letter(
        "notice", EMAIL, context={"what": "password_changed", "from_email": EMAIL}, language="bs", reader_id=user.pk
    ).send()
    Letter("unknown_account", EMAIL.upper(), context={}, language="bs").send()
    send_mail("Predmet", f"Za {NAME}", None, [EMAIL])
    propose(alone, user, "osnovno", {"title": [f"Prijedlog {MARK}"]})
    return SimpleNamespace(
        user=user, mandate=mandate, practice=practice, draft=draft, alone=alone, theirs=theirs, comment=comment, photo=photo,
        unanswered=unanswered, reply=reply, answer=answer, adoption=adoption, own_adoption=own_adoption, path=path,
        report=report, claim=claim, question=question, answered=answered, thanks=thanks, asked=asked, own_answer=own_answer,
        lonely=lonely, unasked=unasked, registration=registration, waits=waits, lesson=lesson, wish=wish, news=news,
    )  # fmt: skip


def correct(entry, user, body):
    """A second version, on the strength of the mandate."""
    row = Entry.objects.get(pk=entry.pk)
    actions.renew(row, user)
    row.body, row.edited = body, timezone.now()
    row.save(update_fields=["body", "version", "edited"])


def days_pass(deletion, days):
    """As if it had been asked for so many days ago."""
    model = type(deletion)
    row = model.objects.get(pk=deletion.pk)
    ago = timedelta(days=days)
    model.objects.filter(pk=row.pk).update(asked=row.asked - ago, due=row.due - ago)
