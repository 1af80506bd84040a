"""Pages of news: for visitors, for editors, for coordinators who propose."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.models import Mandate, User
from content.models import Theme
from news.models import News
from register.models import Municipality, Organisation
from tests.factories import make_mandate, make_user
from tests.news.making import make_news


def of_news() -> dict[str, str]:
    """The list in its states, one article with a correction, its sheet."""
    town, theme = Municipality.objects.get(slug="zepce"), Theme.objects.get(slug="budzet")
    corrected = {"correction": "Glasalo se do 19, ne do 18 sati.", "corrected": timezone.now()}
    one = make_news(
        None, places=[town], themes=[theme], source="Glasnik", source_url="https://example.ba/x", **corrected
    )
    make_news(None, title="Stara vijest", key="stara", happened="2016", dated="2016", themes=[theme])
    pinned = make_news(None, title="Izdvojena vijest")
    News.objects.filter(pk=pinned.pk).update(pin=1, pinned_until=timezone.localdate() + timedelta(days=9))
    return {
        "news": "/vijesti/",
        "news, filtered": "/vijesti/?tema=budzet",
        "news, none": "/vijesti/?q=xqwxqwxqw",
        "news article": one.get_absolute_url(),
        "news sheet": f"{one.get_absolute_url()}list/",
    }


def of_a_news_editor(user: User) -> dict[str, str]:
    """What an editor opens, with a proposal that waits, a draft that publishes itself and an article on the site."""
    savez = Organisation.objects.filter(kind="savez").order_by("pk").first()
    assert savez is not None, "the register has one"
    if not Mandate.objects.filter(user=user, role="editor", organisation=savez).exists():
        make_mandate(user, "editor", savez)
    proposes = make_user("predlaze@example.ba", name="Lejla Begić")
    waits = make_news(proposes, title="Zbor o rasvjeti", published_for=savez, status="pending")
    draft = make_news(user, title="Nacrt vijesti", published_for=savez, status="draft")
    News.objects.filter(pk=draft.pk).update(scheduled=timezone.now() + timedelta(days=2))
    one = make_news(user, title="Objavljena vijest", published_for=savez)
    return {
        "news, own": "/vijesti/",
        "news, new": "/vijesti/nova/",
        "news, waiting": "/vijesti/cekaju/",
        "news, proposed": waits.get_absolute_url(),
        "news, sent back": f"/vijesti/{waits.pk}/vracanje/",
        "news, scheduled": draft.get_absolute_url(),
        "news, a draft deleted": f"/vijesti/{draft.pk}/brisanje/",
        "news, edited": f"/vijesti/{one.pk}/uredi/",
        "news, pictures": f"/vijesti/{one.pk}/prilozi/",
        "news, pinned": f"/vijesti/{one.pk}/isticanje/",
    }
