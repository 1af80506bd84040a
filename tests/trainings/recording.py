"""Training records in tests: trainings that are over, people who were there, what stands in the files."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader

from tests import factories
from tests.trainings.certifying import attend
from trainings.models import Registration, SignUp

OWN, PAPER = "/obuke/moje/evidencija/", "/obuke/moje/evidencija.pdf"
TOWN, TOWN_TABLE = "/obuke/evidencija/tesanj/", "/obuke/evidencija/tesanj/evidencija.xlsx"
REPORT, REPORT_TABLE = "/obuke/evidencija/", "/obuke/evidencija/evidencija.xlsx"
PREFIXES = ["", "/hr", "/sr-latn", "/sr", "/en"]


def held(
    organiser: Any = None,
    *,
    years_ago: int = 0,
    title: str = "Obuka za facilitatore",
    themes: Any = (),
    author: Any = None,
) -> SignUp:
    """A training of three days ago, or of a year before, of which the hours are not known; its attendance is closed."""
    day = timezone.localdate() - timedelta(days=3)
    fields: dict[str, Any] = (
        {"days": [day.replace(year=day.year - years_ago, day=1)], "hours": None} if years_ago else {"days": [day]}
    )
    training = factories.make_training(author, title=title, held_in="Jelah", themes=themes, **fields)
    training.organisers.set([organiser] if organiser else [])
    training.sessions.update(closed=timezone.now())
    training.refresh_from_db()
    return SignUp.objects.create(training=training, seats=2000)


def there(sign_up: SignUp, number: int = 1, place: Any = None, **fields: Any) -> list[Registration]:
    """So many people from a local community, who were at all sessions."""
    if place is not None:
        fields |= {"community": place, "municipality": place.municipality}
    made = Registration.objects.bulk_create(
        Registration(sign_up=sign_up, name=f"Osoba {one}", state="confirmed", **fields) for one in range(number)
    )
    attend(made)
    return made


def mine(user: Any, sign_up: SignUp, **fields: Any) -> Registration:
    """Somebody with an account, who was at all sessions."""
    (one,) = there(sign_up, person=user, **fields)
    Registration.objects.filter(pk=one.pk).update(name=user.profile.display_name)
    return one


def texts(answer: HttpResponse) -> str:
    """What stands in a PDF."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())


def sheets(answer: HttpResponse) -> dict[str, list[list[Any]]]:
    """What stands in a workbook."""
    book = load_workbook(BytesIO(answer.content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def kinds(answer: HttpResponse) -> set[tuple[str, type]]:
    """Of the cells of a workbook."""
    book = load_workbook(BytesIO(answer.content))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return {(cell.data_type, type(cell.value)) for cell in cells}
