"""Two questions with answers, and comments below these; for tests of what goes from one to the other."""

from content.models import Entry
from forums.models import Answer, Question
from tests import factories


def make_question(author, **fields):
    """A question on the site."""
    fields = {"kind": Entry.Kind.QUESTION, "title": "Ko plaća struju za dom?", "status": "published"} | fields
    return factories.make_entry(author, model=Question, **fields)


def make_answer(author, about, **fields):
    """An answer on the site."""
    fields = {"kind": Entry.Kind.ANSWER, "title": "", "body": "Kod nas općina.", "status": "published"} | fields
    return factories.make_entry(author, model=Answer, root=about, parent=about, about=about, **fields)


def colleague():
    """A second moderator."""
    user = factories.make_user(name="Azra Delić")
    factories.make_mandate(user, "moderator")
    return user


def counted(*questions):
    """Of each: how many answers, comments, and whether it is solved."""
    rows = [Question.objects.get(pk=one.pk) for one in questions]
    return [(one.answer_count, one.comment_count, one.is_solved) for one in rows]
