"""The people and places of the tests, made by plain functions: `make_places()`, `make_user()`, `make_mandate()`.

Names are real ones, so that tests read like the country they are about; rows are the smallest that the database takes.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count
from operator import attrgetter
from typing import Any
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Mandate, Profile, User
from content.models import Entry, EntryPlace, Useful
from forums.models import Answer, Question
from lessons.models import Lesson
from moderation.models import Decision
from networks.models import Conclusion, Meeting, Network
from practices.models import Practice
from register.models import Canton, Community, Entity, Municipality, MunicipalityType, Organisation
from text.slugs import slugify
from trainings.models import Material, Session, Training, Wish
from trainings.models.training import SARAJEVO

PASSWORD = "ispod-stare-lipe"
FAR = 1_000_000
_numbers = count(1)
_remembered: dict[str, bytes] = {}  # SQL and places


@dataclass(frozen=True)
class Places:
    """Two entities, two municipalities, three communities, one association."""

    fbih: Entity
    rs: Entity
    tesanj: Municipality
    laktasi: Municipality
    jelah: Community
    kalosevic: Community
    klasnice: Community
    savez: Organisation


def _words(bs: str, **others: str) -> dict[str, str]:
    return {f"name_{code}": others.get(code, bs) for code in ("bs", "hr", "sr", "en")}


def make_places() -> Places:
    """The tiny register that the cast lives in. Rows that stand there already are taken as they are.

    More than half of all tests begin with it. So what the first made is sent again to an empty register as one piece of
    SQL; its numbers are beyond those that the database gives.
    """
    if Entity.objects.exists():
        return _make_places()
    if not _remembered:
        with CaptureQueriesContext(connection) as queries:
            places = _make_places()
        inserts = [query["sql"] for query in queries if query["sql"].startswith("INSERT")]
        _remembered[";".join(inserts)] = pickle.dumps(places)
        return places
    ((sql, places_made),) = _remembered.items()
    with connection.cursor() as cursor:
        cursor.execute(sql)
    made: Places = pickle.loads(places_made)  # noqa: S301
    return made


def _make_places() -> Places:
    fbih, rs = _rows(
        Entity(
            pk=FAR, code="FBiH", slug="fbih", has_cantons=True, position=1, **_words("Federacija Bosne i Hercegovine")
        ),
        Entity(pk=FAR + 1, code="RS", slug="rs", has_cantons=False, position=2, **_words("Republika Srpska")),
        by="code",
    )
    (zdk,) = _rows(
        Canton(pk=FAR, code="zdk", entity=fbih, number=4, seat="Zenica", **_words("Zeničko-dobojski kanton")), by="code"
    )
    opcina, grad = _rows(
        MunicipalityType(pk=FAR, code="opcina", **_words("Općina", en="Municipality")),
        MunicipalityType(pk=FAR + 1, code="grad", **_words("Grad", en="City")),
        by="code",
    )
    in_tesanj = {"latitude": "44.61200", "longitude": "17.98500", "canton": zdk, "type": opcina}
    in_laktasi = {"latitude": "44.90800", "longitude": "17.30100", "type": grad}
    tesanj, laktasi = _rows(
        Municipality(pk=FAR, name="Tešanj", slug="tesanj", seat="Tešanj", entity=fbih, **in_tesanj),
        Municipality(pk=FAR + 1, name="Laktaši", slug="laktasi", seat="Laktaši", entity=rs, **in_laktasi),
        by="slug",
    )
    jelah, kalosevic, klasnice = _rows(
        Community(pk=FAR, name="Jelah", slug="jelah", municipality=tesanj),
        Community(pk=FAR + 1, name="Kaloševići", slug="kalosevici", municipality=tesanj),
        Community(pk=FAR + 2, name="Klašnice", slug="klasnice", municipality=laktasi),
        by="municipality slug",
    )
    (savez,) = _rows(
        Organisation(
            pk=FAR,
            slug="savez-opcina-i-gradova-fbih",
            name="Savez općina i gradova FBiH",
            kind=Organisation.Kind.ASSOCIATION,
            entity=fbih,
        ),
        by="slug",
    )
    return Places(fbih, rs, tesanj, laktasi, jelah, kalosevic, klasnice, savez)


def _rows(*rows: Any, by: str) -> Any:
    """These rows as the database holds them: made, or found by the columns `by` where they stand already."""
    model, keys = type(rows[0]), by.split()
    wanted = {f"{key}__in": [getattr(row, key) for row in rows] for key in keys}
    known = attrgetter(*keys)
    standing = {known(one): one for one in model.objects.filter(**wanted).select_related()}
    model.objects.bulk_create(row for row in rows if known(row) not in standing)
    return [standing.get(known(row), row) for row in rows]


_ASCII = str.maketrans("čćšžđČĆŠŽĐ ", "ccszdCCSZD-")


def make_municipality(name: str, **fields: Any) -> Municipality:
    """A municipality; entity and type are needed, the rest has values that fit."""
    slug = fields.pop("slug", name.lower().translate(_ASCII))
    fields.setdefault("seat", name)
    fields.setdefault("latitude", "44.00000")
    fields.setdefault("longitude", "17.50000")
    return Municipality.objects.get_or_create(slug=slug, defaults={"name": name, **fields})[0]


def make_community(name: str, municipality: Municipality, **fields: Any) -> Community:
    """A community of that municipality."""
    slug = fields.pop("slug", name.lower().translate(_ASCII))
    return Community.objects.get_or_create(municipality=municipality, slug=slug, defaults={"name": name, **fields})[0]


def make_user(email: str = "", *, name: str = "", language: str = "bs", verified: bool = True, **fields: Any) -> User:
    """Somebody with a confirmed address and the password `PASSWORD`."""
    email = email or f"osoba{next(_numbers)}@example.ba"
    fields.setdefault("password", PASSWORD)
    profile = Profile(display_name=name, language=language)
    user = User.objects.create_user(email, profile=profile, **fields)
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=verified)
    return user


def make_mandate(user: User, role: str, scope: Any = None, **fields: Any) -> Mandate:
    """A confirmed mandate since the beginning of 2024; the kind of scope tells which column it goes to."""
    fields.setdefault("starts", date(2024, 1, 1))
    fields.setdefault("confirmed_on", fields["starts"])
    columns = {Community: "community", Municipality: "municipality", Organisation: "organisation"}
    if scope is not None:
        fields[columns[type(scope)]] = scope
    mandate = Mandate.objects.create(user=user, role=role, **fields)
    user.__dict__.pop("mandates", None)  # what the user object had loaded is out of date
    return mandate


def make_entry(author: User | None, *, status: str = "draft", by: User | None = None, **fields: Any) -> Entry:
    """An entry on the spine, a practice unless `kind` says otherwise, brought to its status by the moves of the database.

    What is published (or was, before it was hidden) rests on a review by `by`, a moderator made for it if none is given.
    """
    model = fields.pop("model", Entry)
    fields.setdefault("kind", Entry.Kind.PRACTICE)
    fields.setdefault("title", "Rasvjeta na stazi do škole")
    entry = model.objects.create(author=author, **fields)
    bring(entry, status, by)
    return entry


def bring(entry: Entry, status: str, by: User | None = None) -> None:
    """Bring a draft to a status by the moves of the database."""
    waited = {"pending": timezone.now()}.get(status)
    if status in {"pending", "returned"}:
        _move(entry, "pending", submitted=waited)
    if status == "returned":
        decide(entry, "returned", by)
        _move(entry, "returned")
    if status in {"published", "hidden"}:
        decide(entry, "published", by)
        _move(entry, "published", published=timezone.now())
    if status == "hidden":
        decide(entry, "hidden", by)
        _move(entry, "hidden")


def make_practice(
    author: User | None, *, places: Iterable[Any] = (), themes: Iterable[Any] = (), **fields: Any
) -> Practice:
    """A practice with what it cannot be sent without, but for places and themes that are given here."""
    fields.setdefault("problem", "Djeca su išla u školu po mraku.")
    fields.setdefault("body", "Postavili smo dvanaest lampi.")
    status = fields.pop("status", "draft")
    practice = make_entry(author, model=Practice, **fields)
    set_places(practice, places)
    practice.themes.set(themes)
    bring(practice, status)
    return practice


def set_places(entry: Entry, places: Iterable[Any]) -> None:
    """Say that it happened there, or concerns them."""
    for place in places:
        where = (
            {"municipality": place.municipality, "community": place}
            if isinstance(place, Community)
            else {"municipality": place}
        )
        EntryPlace.objects.create(entry=entry, **where)


def _held(where: Any) -> dict[str, Any]:
    """The column for where something holds; None is the whole country."""
    columns = {Entity: "entity", Canton: "canton", Municipality: "municipality"}
    return {} if where is None else {columns[type(where)]: where}


def make_question(
    author: User | None, *, places: Iterable[Any] = (), themes: Iterable[Any] = (), where: Any = None, **fields: Any
) -> Question:
    """A question on the site, for whose answer one looks all over the country unless `where` says for where."""
    fields.setdefault("title", "Ko plaća struju za dom?")
    fields.setdefault("body", "Općina kaže da plaćamo mi.")
    status, by = fields.pop("status", "published"), fields.pop("by", None)
    question: Question = make_entry(author, model=Question, kind=Entry.Kind.QUESTION, **_held(where), **fields)
    set_places(question, places)
    question.themes.set(themes)
    bring(question, status, by)
    return question


def make_answer(
    author: User | None, about: Question, *, where: Any = None, acts: Iterable[Any] = (), **fields: Any
) -> Answer:
    """An answer on the site; without `where` it holds all over the country."""
    fields.setdefault("body", "Kod nas plaća općina, jer je dom njen.")
    status, by = fields.pop("status", "published"), fields.pop("by", None)
    stands = {"kind": Entry.Kind.ANSWER, "title": "", "root": about, "parent": about, "about": about}
    answer: Answer = make_entry(author, model=Answer, **stands, **_held(where), **fields)
    answer.acts.set(acts)
    bring(answer, status, by)
    return answer


def make_organisation(name: str, kind: str = "savez") -> Organisation:
    """One that the register names."""
    return Organisation.objects.create(name=name, slug=slugify(name), kind=kind)


def make_network(
    name: str = "Mreža koordinatora", *members: User, coordinator: User | None = None, **fields: Any
) -> Network:
    """A network of the register with its members, one of whom may answer for it."""
    network = Network.objects.create(organisation=make_organisation(name, "mreza"), **fields)
    if coordinator is not None:
        make_mandate(coordinator, "editor", network.organisation)
    for one in members:
        make_mandate(one, "network_member", network.organisation)
    return network


def make_meeting(network: Network, author: User | None = None, **fields: Any) -> Meeting:
    """A meeting on the site: on a day in spring, unless something else is said."""
    status, by = fields.pop("status", "published"), fields.pop("by", None)
    fields = {"title": "Sastanak o imovini", "day": date(2026, 3, 12), "held_in": "Doboj"} | fields
    meeting: Meeting = make_entry(author, model=Meeting, kind=Entry.Kind.MEETING, network=network, **fields)
    bring(meeting, status, by)
    return meeting


def make_conclusion(meeting: Meeting, author: User | None = None, **fields: Any) -> Conclusion:
    """A conclusion on the site, for the readers of its meeting, to the association of the tests or whoever is named."""
    status, by = fields.pop("status", "published"), fields.pop("by", None)
    number = meeting.conclusions.count() + 1
    among = {"audience": meeting.audience, "organisation": meeting.organisation}
    if "to_municipality" not in fields and "to_organisation" not in fields:
        fields["to_organisation"] = Organisation.objects.filter(kind="savez").order_by("pk").first()
    fields = {"title": "Upisati domove u katastar", "adopted_at": meeting, "number": number} | among | fields
    conclusion: Conclusion = make_entry(author, model=Conclusion, kind=Entry.Kind.CONCLUSION, **fields)
    bring(conclusion, status, by)
    return conclusion


def make_training(
    author: User | None,
    *,
    days: Iterable[date] = (),
    hours: tuple[time, time] | None = (time(10), time(16)),
    places: Iterable[Any] = (),
    themes: Iterable[Any] = (),
    session: dict[str, Any] | None = None,
    **fields: Any,
) -> Training:
    """A training on the site with a session on each of the days, at the same hours; without any, the day is not known."""
    fields.setdefault("title", "Obuka za facilitatore foruma")
    fields.setdefault("held_by", "Savez općina i gradova")
    status, by = fields.pop("status", "published"), fields.pop("by", None)
    training: Training = make_entry(author, model=Training, kind=Entry.Kind.TRAINING, **fields)
    for position, day in enumerate(days, 1):
        starts, finishes = (datetime.combine(day, hour, SARAJEVO) for hour in hours) if hours else (None, None)
        Session.objects.create(
            training=training,
            position=position,
            day=day,
            starts=starts,
            finishes=finishes,
            **session or {"venue": "Dom"},
        )
    set_places(training, places)
    training.themes.set(themes)
    bring(training, status, by)
    return training


def make_lesson(author: User | None, *, themes: Iterable[Any] = (), **fields: Any) -> Lesson:
    """A lesson on the site."""
    fields.setdefault("title", "Kako voditi zbor")
    fields.setdefault("lead", "Znate voditi zbor.")
    fields.setdefault("body", "# Prije zbora\n\nPročitajte statut.\n\n- poziv\n- sala")
    status, by = fields.pop("status", "published"), fields.pop("by", None)
    lesson: Lesson = make_entry(author, model=Lesson, kind=Entry.Kind.LESSON, **fields)
    lesson.themes.set(themes)
    bring(lesson, status, by)
    return lesson


def make_material(training: Training, **fields: Any) -> Material:
    """One more page of a training, at the end, to be read before it."""
    told: dict[str, Any] = {
        "when": "before",
        "title": "Priprema",
        "body": "- tema\n- pitanja",
        "once": uuid4(),
    } | fields
    return Material.objects.create(training=training, position=training.materials.count() + 1, **told)


def make_wish(
    author: User | None,
    *,
    places: Iterable[Any] = (),
    themes: Iterable[Any] = (),
    voters: Iterable[User] = (),
    **fields: Any,
) -> Wish:
    """A wish for a training on the site, which these people want too."""
    fields.setdefault("title", "vođenju zapisnika")
    status, by = fields.pop("status", "published"), fields.pop("by", None)
    wish: Wish = make_entry(author, model=Wish, kind=Entry.Kind.WISH, **fields)
    set_places(wish, places)
    wish.themes.set(themes)
    bring(wish, status, by)
    Useful.objects.bulk_create(Useful(user=one, entry=wish) for one in voters)
    wish.refresh_from_db()
    return wish


def _move(entry: Entry, status: str, **values: Any) -> None:
    Entry.objects.filter(pk=entry.pk).update(status=status, **values)
    for name, value in {"status": status, **values}.items():
        setattr(entry, name, value)


def _some_moderator() -> User:
    """One for all decisions of a test for which it does not matter who made them."""
    email = "odlucuje@example.ba"
    if (user := User.objects.filter(email=email).first()) is None:
        user = make_user(email)
        make_mandate(user, "moderator")
    return user


def decide(entry: Entry, outcome: str, by: User | None = None) -> Decision:
    """A review of the entry as it is now."""
    by = by or _some_moderator()
    words = "Dopišite šta je urađeno." if outcome in {"returned", "hidden"} else ""
    return Decision.objects.create(
        entry=entry, kind="review", outcome=outcome, by=by, words=words, version=entry.version
    )


def make_comment(author: User | None, below: Entry, *, status: str = "published", **fields: Any) -> Entry:
    """A comment on an entry, or a reply to a comment."""
    fields.setdefault("body", "Kod nas je bilo isto.")
    root = below.root or below
    return make_entry(author, kind=Entry.Kind.COMMENT, title="", root=root, parent=below, status=status, **fields)
