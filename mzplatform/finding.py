"""Everything that the search finds, by kind, and how the page of results shows one. A new room adds a `Kind` here.

Documents say which things they are; these are read once more for whoever asks, by the same `visible_to` as their pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.db.models.functions import Left
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from accounts.models import Profile
from accounts.policy import can_see_person
from communities import country
from content.models import Entry, EntryPlace
from forums.models import Answer, Question, Standing
from lessons.layout import plain
from lessons.models import Lesson
from lessons.rows import minutes_in_words
from library.models import Document, Version
from library.models.document import WHERE_IT_HOLDS
from networks.models import Conclusion, Meeting, Network
from networks.rows import when as meeting_when
from news.models import News
from notifications.wording import address_at
from practices.cards import figure_of
from practices.models import Practice
from register.models import Community, Municipality
from search.kinds import Hit, Kind
from text.partial_dates import partial_date
from trainings.models import Training, Wish
from trainings.rows import when

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Reader = User | AnonymousUser

MARKED = 20_000  # letters of the text of an act in which what was sought is marked
STATE_TONES = {"na-snazi": "ok", "izmijenjen": "warn", "prestao": "err"}


def _municipalities(ids: Sequence[int], _user: Reader) -> dict[int, Hit]:
    rows = Municipality.objects.with_places().filter(pk__in=ids)
    counts = country.current().counts
    return {
        one.pk: Hit(
            one.get_absolute_url(),
            one.full_name,
            place=(one.canton or one.entity).name,
            figure=_communities_in_words(counts.get(one.pk, 0)),
        )
        for one in rows
    }


def _communities_in_words(number: int) -> str:
    text = ngettext("%(number)s local community", "%(number)s local communities", number)
    return text % {"number": number} if number else ""


def _communities(ids: Sequence[int], _user: Reader) -> dict[int, Hit]:
    closed = (_("closed"), "neutral")
    return {
        one.pk: Hit(
            one.get_absolute_url(),
            _("MZ %(name)s") % {"name": one.label},
            tuple(text for text in (one.former_names, one.settlements) if text),
            one.municipality.full_name,
            (closed,) if one.closed_on else (),
        )
        for one in Community.objects.with_places().filter(pk__in=ids)
    }


def _practices(ids: Sequence[int], user: Reader) -> dict[int, Hit]:
    rows = Practice.objects.filter(pk__in=ids).published().visible_to(user)
    places = _places_of(ids)
    return {
        one.pk: Hit(
            address_at(one.pk, one.title),
            one.title,
            tuple(text for text in (one.lead, one.problem, one.body, one.result, one.went_wrong, one.needs) if text),
            places.get(one.pk, ""),
            _sample(one),
            with_files={one.pk: ""},
            figure=figure_of(one),
        )
        for one in rows
    }


def _questions(ids: Sequence[int], user: Reader) -> dict[int, Hit]:
    rows = Question.objects.filter(pk__in=ids).published().visible_to(user)
    answers: dict[int, list[tuple[int, str]]] = {}
    told = Answer.objects.filter(about__in=ids).published().visible_to(user).order_by("pk")
    for number, question, text in told.values_list("pk", "about", "body"):
        answers.setdefault(question, []).append((number, text))
    places = _places_of(ids)
    return {
        one.pk: Hit(
            address_at(one.pk, one.title, Entry.Kind.QUESTION),
            one.title,
            (one.body, *(text for _number, text in answers.get(one.pk, ()))),
            places.get(one.pk, ""),
            (*(((_("solved"), "ok"),) if one.is_solved else ()), *_sample(one)),
            ("", *(f"#answer-{number}" for number, _text in answers.get(one.pk, ()))),
            {one.pk: "", **{number: f"#answer-{number}" for number, _text in answers.get(one.pk, ())}},
        )
        for one in rows
    }


def _standing(ids: Sequence[int], user: Reader) -> dict[int, Hit]:
    rows = Standing.objects.filter(pk__in=ids).published().visible_to(user)
    return {
        one.pk: Hit(
            address_at(one.pk, one.title, Entry.Kind.STANDING),
            one.title,
            tuple(text for text in (one.lead, one.body) if text),
            tags=_sample(one),
        )
        for one in rows
    }


def _trainings(ids: Sequence[int], user: Reader) -> dict[int, Hit]:
    rows = Training.objects.filter(pk__in=ids).published().visible_to(user).with_sessions()
    return {
        one.pk: Hit(
            address_at(one.pk, one.title, Entry.Kind.TRAINING),
            one.title,
            tuple(text for text in (one.lead, one.body, one.for_whom, one.held_by) if text),
            f"{when(one, one.sessions_shown)}, {one.held_in}" if one.held_in else when(one, one.sessions_shown),
            (*(((_("cancelled"), "err"),) if one.cancelled else ()), *_sample(one)),
            with_files={one.pk: ""},
        )
        for one in rows
    }


def _lessons(ids: Sequence[int], user: Reader) -> dict[int, Hit]:
    rows = Lesson.objects.filter(pk__in=ids).published().visible_to(user)
    return {
        one.pk: Hit(
            address_at(one.pk, one.title, Entry.Kind.LESSON),
            one.title,
            tuple(text for text in (one.lead, plain(one.body), one.series) if text),
            tags=((minutes_in_words(one.minutes), "neutral"), *_sample(one)),
            with_files={one.pk: ""},
        )
        for one in rows
    }


def _documents(ids: Sequence[int], user: Reader) -> dict[int, Hit]:
    rows = Document.objects.filter(pk__in=ids).published().visible_to(user).select_related(*WHERE_IT_HOLDS)
    newest = Version.objects.filter(document__in=ids).order_by("document", "-number").distinct("document")
    written = dict(newest.values_list("document", Left("text", MARKED)))
    hits = {}
    for one in rows:
        texts = {text: "" for text in (one.lead, one.body, one.issuer, one.gazette) if text}
        if text := written.get(one.pk):
            texts[text] = "#tekst"
        in_force = ((one.get_state_display(), STATE_TONES[one.state]),) if one.is_binding else ()
        hits[one.pk] = Hit(
            address_at(one.pk, one.title, Entry.Kind.DOCUMENT),
            one.title,
            tuple(texts),
            ", ".join(filter(None, [one.place_label, str(one.year or "")])),
            ((one.get_type_display(), "neutral"), *in_force, *_sample(one)),
            tuple(texts.values()),
            {one.pk: ""},
        )
    return hits


def _wishes(ids: Sequence[int], user: Reader) -> dict[int, Hit]:
    rows = Wish.objects.filter(pk__in=ids).published().visible_to(user)
    places = _places_of(ids)
    return {
        one.pk: Hit(
            address_at(one.pk, one.title, Entry.Kind.WISH),
            one.title,
            tuple(text for text in (one.lead, one.body) if text),
            places.get(one.pk, ""),
            (*(((_("a training came of it"), "ok"),) if one.is_answered else ()), *_sample(one)),
        )
        for one in rows
    }


def _meetings(ids: Sequence[int], user: Reader) -> dict[int, Hit]:
    rows = Meeting.objects.filter(pk__in=ids).published().visible_to(user).select_related("network__organisation")
    return {
        one.pk: Hit(
            one.get_absolute_url(),
            one.title,
            tuple(text for text in (one.lead, one.body) if text),
            ", ".join(filter(None, [meeting_when(one), one.held_in])),
            (*(((_("cancelled"), "err"),) if one.cancelled else ()), *_sample(one)),
        )
        for one in rows
    }


def _conclusions(ids: Sequence[int], user: Reader) -> dict[int, Hit]:
    rows = Conclusion.objects.filter(pk__in=ids).published().visible_to(user)
    return {
        one.pk: Hit(
            address_at(one.pk, one.title, Entry.Kind.CONCLUSION),
            one.title,
            (one.body,) if one.body else (),
            one.addressee,
            ((one.get_state_display(), "neutral"), *_sample(one)),
        )
        for one in rows.select_related("to_organisation", "to_municipality__type")
    }


def _news(ids: Sequence[int], user: Reader) -> dict[int, Hit]:
    rows = News.objects.filter(pk__in=ids).published().visible_to(user)
    places = _places_of(ids)
    return {
        one.pk: Hit(
            address_at(one.pk, one.title, Entry.Kind.NEWS),
            one.title,
            tuple(text for text in (one.lead, one.body) if text),
            ", ".join(filter(None, [partial_date(one.dated), places.get(one.pk, "")])),
            _sample(one),
            with_files={one.pk: ""},
        )
        for one in rows
    }


def _networks(ids: Sequence[int], _user: Reader) -> dict[int, Hit]:
    rows = Network.objects.select_related("organisation").filter(pk__in=ids)
    return {
        one.pk: Hit(one.get_absolute_url(), one.name, (one.purpose,) if one.purpose else (), one.area) for one in rows
    }


def _people(ids: Sequence[int], user: Reader) -> dict[int, Hit]:
    rows = Profile.objects.select_related("user", "municipality__type", "municipality__entity").filter(pk__in=ids)
    return {
        one.pk: Hit(
            one.get_absolute_url(),
            one.display_name,
            (one.about,) if one.about else (),
            one.municipality.full_name if one.municipality else "",
        )
        for one in rows
        if one.user.is_active and can_see_person(user, one.user)
    }


def _places_of(ids: Iterable[int]) -> dict[int, str]:
    """For each entry its first place."""
    named: dict[int, str] = {}
    for place in EntryPlace.objects.filter(entry__in=ids).select_related("community", "municipality__type"):
        where = place.municipality.full_name
        named.setdefault(place.entry_id, f"{place.label}, {where}" if place.community_name else where)
    return named


def _sample(entry: Any) -> tuple[tuple[str, str], ...]:
    return ((_("sample"), "sample"),) if entry.is_sample else ()


def _entries(kind: str) -> dict[str, Any]:
    return {"table": "content_entry", "only": f"kind = '{kind}'"}


KINDS = (
    Kind(
        "question",
        gettext_lazy("question"),
        gettext_lazy("Questions"),
        "comment",
        _questions,
        **_entries("question"),
        weight_asked=1.3,
    ),
    Kind(
        "standing",
        gettext_lazy("standing answer"),
        gettext_lazy("Frequent questions"),
        "document",
        _standing,
        **_entries("standing"),
        weight=1.1,
        weight_asked=1.3,
    ),
    Kind(
        "training",
        gettext_lazy("training"),
        gettext_lazy("Trainings"),
        "calendar",
        _trainings,
        **_entries("training"),
    ),
    Kind("lesson", gettext_lazy("lesson"), gettext_lazy("Lessons"), "document", _lessons, **_entries("lesson")),
    Kind(
        "wish",
        gettext_lazy("wish for a training"),
        gettext_lazy("Wishes for trainings"),
        "people",
        _wishes,
        **_entries("wish"),
        weight=0.9,
    ),
    Kind("practice", gettext_lazy("practice"), gettext_lazy("Practices"), "heart", _practices, **_entries("practice")),
    Kind(
        "community",
        gettext_lazy("local community"),
        gettext_lazy("Local communities"),
        "pin",
        _communities,
        "register_community",
        weight=1.05,
        is_named=True,
    ),
    Kind(
        "municipality",
        gettext_lazy("municipality"),
        gettext_lazy("Municipalities"),
        "map",
        _municipalities,
        "register_municipality",
        weight=1.1,
        is_named=True,
    ),
    Kind("meeting", gettext_lazy("meeting"), gettext_lazy("Meetings"), "calendar", _meetings, **_entries("meeting")),
    Kind(
        "conclusion",
        gettext_lazy("conclusion"),
        gettext_lazy("Conclusions"),
        "check",
        _conclusions,
        **_entries("conclusion"),
    ),
    Kind("document", gettext_lazy("document"), gettext_lazy("Library"), "document", _documents, **_entries("document")),
    Kind("news", gettext_lazy("news item"), gettext_lazy("News"), "document", _news, **_entries("news")),
    Kind(
        "network",
        gettext_lazy("network"),
        gettext_lazy("Networks"),
        "people",
        _networks,
        "networks_network",
        key="organisation_id",
    ),
    Kind(
        "person",
        pgettext_lazy("of a result", "person"),
        gettext_lazy("People"),
        "user",
        _people,
        "accounts_profile",
        "user_id",
        is_named=True,
    ),
)
