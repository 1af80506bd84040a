"""What people type into the forms of this room."""

from uuid import uuid4

WHAT = "Ko plaća struju za društveni dom?"
MORE = "Općina kaže da plaćamo mi.\n\nProbali smo sve."
WORDS = "Kod nas plaća općina.\n\n- odluka vijeća\n- ugovor"


def asked(theme=None, **changed):
    """The second step of a question."""
    themes = [theme.pk] if theme else []
    return {"title": WHAT, "body": MORE, "themes": themes, "find": "", "scope": "bih", "once": str(uuid4()), **changed}


def answered(**changed):
    """An answer."""
    return {"body": WORDS, "scope": "bih", "once": str(uuid4()), **changed}


def version_of(client, url):
    """The number of the version that the form was opened with."""
    return client.get(url).context["version"]
