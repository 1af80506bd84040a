"""In a process of its own: which addresses to measure, and how many queries each page makes uncached."""

import json
import sys
from http.cookies import SimpleCookie
from typing import Any

import django
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext


def addresses(part: str) -> dict[str, str]:
    """The rows to look at that are typical of a part of the site."""
    found = {
        "register": _of_register, "practices": _of_practices, "forums": _of_forums, "search": _of_search,
        "trainings": _of_trainings, "networks": _of_networks, "news": _of_news, "library": _of_library,
    }  # fmt: skip
    return found[part]()


def _of_register() -> dict[str, str]:
    """A typical community and its municipality: the real profile with the most figures."""
    from register.models import Community

    community = Community.objects.with_places().annotate(known=Count("figures")).order_by("-known", "pk").first()
    assert community is not None
    return {"municipality": community.municipality.get_absolute_url(), "community": community.get_absolute_url()}


def _of_practices() -> dict[str, str]:
    """A practice about which nobody has said anything, one with six comments and three adoptions, and who is signed in."""
    from practices.look import public

    invented = public().filter(key=None).newest_first()
    plain = invented.filter(comment_count=0, adoption_count=0).first()
    talked = invented.filter(comment_count__gte=5, adoption_count=3).first()
    return {"plain": plain.get_absolute_url(), "talked": talked.get_absolute_url(), "cookie": _cookie()}


def _of_forums() -> dict[str, str]:
    """A question with three answers, one of which helped, and with comments."""
    from forums.look import public

    question = public().filter(answer_count=3, is_solved=True, comment_count__gte=3).listed_first().first()
    return {"question": question.get_absolute_url(), "cookie": _cookie()}


def _of_search() -> dict[str, str]:
    """The word that most titles and texts have."""
    from search.models import Word
    from search.query import SMALL

    words = (one.shown for one in Word.objects.order_by("-documents") if one.stem.isalpha() and len(one.stem) > 4)
    return {"frequent": next(word for word in words if word not in SMALL), "cookie": _cookie()}


def _of_trainings() -> dict[str, str]:
    """One to come with free seats, where the reader has one."""
    from accounts.models import User
    from trainings.models import Training

    person = User.objects.filter(email__startswith="mjerenje").latest("pk")
    rows = Training.objects.filter(sign_up__waiting=0, sign_up__registrations__person=person).order_by("-begins")
    training = rows.first()
    assert training is not None
    return {"training": training.get_absolute_url(), "cookie": _cookie()}


def _of_networks() -> dict[str, str]:
    """A network, a meeting of it that was held, an answered conclusion of that; who is signed in is a member."""
    from networks.models import Conclusion

    one = Conclusion.objects.filter(number=1).select_related("adopted_at__network__organisation").latest("pk")
    meeting = one.adopted_at
    return {
        "network": meeting.network.get_absolute_url(),
        "meeting": meeting.get_absolute_url(),
        "conclusion": one.get_absolute_url(),
        "cookie": _cookie(),
    }


def _of_news() -> dict[str, str]:
    """The newest."""
    from news.models import News

    return {"item": News.objects.on_site().latest("pk").get_absolute_url(), "cookie": _cookie()}


def _of_library() -> dict[str, str]:
    """A brochure, and an act that changed, on which practices rest."""
    from library.models import Document

    acts = Document.objects.filter(type="odluka", state="izmijenjen", carries__isnull=False).order_by("pk")
    act, brochure = acts.first(), Document.objects.filter(type="brosura").latest("pk")
    assert act is not None
    return {"act": act.get_absolute_url(), "brochure": brochure.get_absolute_url(), "cookie": _cookie()}


def _cookie() -> str:
    """Of somebody who has signed in."""
    from accounts.models import User

    return cookie_of(User.objects.filter(email__startswith="mjerenje").latest("pk"))


def cookie_of(person: Any) -> str:
    """As a browser sends it once this person has signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={'x' * 32}"


def count(part: str) -> dict[str, int]:
    """Queries of each page in a process that has already answered it once (per-process caches are warm)."""
    from .pages import PARTS

    where, found = addresses(part), {}
    for page in PARTS[part].pages(where):
        if not page.cached:
            client = Client(headers={"host": "localhost"})
            client.cookies = SimpleCookie(where["cookie"] if page.signed_in else "")
            client.get(page.path)
            with CaptureQueriesContext(connection) as queries:
                client.get(page.path)
            found[page.name] = len(queries)
    return found


if __name__ == "__main__":
    import os

    os.environ["PAGE_CACHE"] = "0"
    django.setup()
    print(json.dumps({"addresses": addresses, "count": count}[sys.argv[1]](sys.argv[2])))
