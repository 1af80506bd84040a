"""Reads a PDF: words alone. What would run in a viewer (JavaScript, actions, attached files) is not even looked at."""

from __future__ import annotations

from io import BytesIO

from pypdf import PasswordType, PdfReader
from pypdf.errors import LimitReachedError

from .telling import Enough, Locked, Teller, run


def read(content: bytes, teller: Teller) -> None:
    """Page by page. Raises `Locked`, `Enough`, and whatever pypdf does."""
    document = PdfReader(BytesIO(content))
    # Many official papers forbid changes and open for everybody: with a password that is empty.
    if document.is_encrypted and document.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise Locked
    number = len(document.pages)
    teller.pages(number)
    asked, faults = min(number, teller.most_pages), list[Exception]()
    for page in range(1, asked + 1):
        try:
            text = document.pages[page - 1].extract_text()
        except MemoryError:
            raise
        except Exception as fault:
            faults.append(fault)
            teller.unreadable(page)
        else:
            teller.text(page, text)
    if len(faults) == asked:
        is_huge = any(isinstance(fault, LimitReachedError) for fault in faults)
        raise MemoryError if is_huge else ValueError("no page of it can be read")
    if number > asked:
        raise Enough


if __name__ == "__main__":
    run(read)
