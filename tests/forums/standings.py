"""A thread of which a standing answer can be made, and what an editor types for it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.utils import timezone

from content.models import Theme
from forums import actions
from forums.models import Answer, Question, Standing
from register.models import LegalAct, Organisation
from tests import factories
from tests.moderation.conftest import with_second_factor

WHAT = "Ko plaća struju za društveni dom?"
WORDS = "Plaća vlasnik.\n\nAko je dom u vlasništvu općine, plaća općina."


def answered_by(author: Any, thread: Question, **fields: Any) -> Answer:
    """An answer on the site."""
    status = fields.pop("status", "published")
    fields.setdefault("body", "Kod nas plaća općina, jer je dom njen.")
    answer: Answer = factories.make_entry(
        author, model=Answer, kind="answer", title="", root=thread, parent=thread, about=thread, **fields
    )
    factories.bring(answer, status)
    return answer


def make_scene(places: Any) -> SimpleNamespace:
    """A question with three answers: the first helped, the second is confirmed, the third says that it does not know."""
    asker = factories.make_user("pita@example.ba", name="Edina Šabić")
    helper = factories.make_user("pomaze@example.ba", name="Мирко Јовић")
    third = factories.make_user("treci@example.ba", name="Ivo Perić")
    editor = factories.make_user("strucna@example.ba", name="Selma Kovač")
    factories.make_mandate(editor, "editor", places.savez)
    theme = Theme.objects.get(slug="infrastruktura")
    act = LegalAct.objects.create(
        slug="zakon-o-mz", title="Zakon o mjesnim zajednicama", kind="zakon", entity=places.fbih, gazette="49/06"
    )
    thread: Question = factories.make_entry(
        asker, model=Question, kind="question", title=WHAT, body="Račun je kod nas."
    )
    thread.themes.set([theme])
    factories.bring(thread, "published")
    helped = answered_by(helper, thread, entity=places.fbih)
    helped.acts.set([act])
    Answer.objects.filter(pk=helped.pk).update(accepted_on=timezone.now())
    sure = answered_by(
        third, thread, entity=places.fbih, body="Ugovor je s općinom.\n\n- račun ide njoj\n- mi javimo stanje"
    )
    Answer.objects.filter(pk=sure.pk).update(confirmed_on=timezone.now(), confirmed_for=places.savez)
    unsure = answered_by(asker, thread, body="Ne znam još.")
    thread.refresh_from_db()
    return SimpleNamespace(
        asker=asker, helper=helper, third=third, editor=editor, theme=theme, act=act, thread=thread, helped=helped,
        sure=sure, unsure=unsure, places=places, url=f"/pitanja/{thread.pk}/stalni-odgovor/",
    )  # fmt: skip


def typed(scene: SimpleNamespace, **changed: Any) -> dict[str, Any]:
    """What an editor sends."""
    return {
        "title": WHAT,
        "body": WORDS,
        "scope": f"e{scene.places.fbih.pk}",
        "themes": [scene.theme.pk],
        "acts": [scene.act.pk],
        "answers": [scene.helped.pk, scene.sure.pk],
        "once": str(uuid4()),
        **changed,
    }


def make_standing(scene: SimpleNamespace, by: Any = None, **fields: Any) -> Standing:
    """A standing answer on the site, as `by` makes it, the editor if nobody is given."""
    values = {
        "title": WHAT,
        "body": WORDS,
        "entity_id": scene.places.fbih.pk,
        "canton_id": None,
        "municipality_id": None,
    }
    lists = {"acts": [scene.act.pk], "answers": [scene.helped.pk, scene.sure.pk]}
    changed = {name: fields.pop(name) for name in list(fields) if name in lists}
    by = by or scene.editor
    return actions.make_standing(scene.thread, by, uuid4(), "bs", values | fields, lists | changed)


def make_moderator(user: Any) -> Any:
    """With the second factor without which nobody moderates."""
    return with_second_factor(user)


def other_association(places: Any) -> Organisation:
    """That of the other entity."""
    return Organisation.objects.create(
        slug="savez-rs", name="Savez opština i gradova RS", kind="savez", entity=places.rs
    )
