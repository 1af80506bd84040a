"""What a person types into the steps, for tests of several pages."""

from uuid import uuid4

BASICS = {"title": "Rasvjeta na stazi do škole", "lead": "", "outcome": "worked", "next": "1"}
PROBLEM = {
    "problem": "Djeca idu po mraku.",
    "find": "",
    "began": "5. 3. 2024.",
    "ended": "",
    "size": "",
    "settlement": "",
}
DONE = {"body": "Postavili smo lampe.", "result": "", "went_wrong": "", "would_repeat": "", "needs": ""}
MONEY = {
    "cost": "1.234,50", "paid_by": "Mještani", "municipal_money": "ne", "doers": "", "people": "1.200",
    "people_note": "", "duration": "",
}  # fmt: skip


def basics(theme, **changed):
    return {**BASICS, "themes": [theme.pk], "once": str(uuid4()), **changed}


def seen(client, url):
    """The token of the form as it is opened."""
    return client.get(url).context["seen"]
