"""Somebody with a browser that knows no JavaScript: reads pages, follows links by their words, fills in forms."""

from __future__ import annotations

from typing import Any
from urllib.parse import urldefrag, urljoin
from xml.etree.ElementTree import Element

import html5lib
from django.http import HttpResponse
from django.test import Client

BUTTONS = {"submit", "button", "image", "reset"}
TICKED = {"checkbox", "radio"}


def words(element: Element) -> str:
    """The text of an element, white space folded."""
    return " ".join("".join(element.itertext()).split())


class Person:
    """Each step goes from what the page before really said; an error page ends the journey."""

    def __init__(self, client: Any = None) -> None:
        self.client = client or Client()
        self.address = "/"
        self.answer: HttpResponse
        self.page: Element

    def open(self, address: str) -> Person:
        return self._read(self.client.get(address, follow=True), address)

    def follow(self, text: str) -> Person:
        """The first link with this text."""
        return self.open(self.link(text))

    def link(self, text: str) -> str:
        for link in self.page.iter("a"):
            if words(link) == text and link.get("href"):
                return urldefrag(urljoin(self.address, link.get("href"))).url
        raise AssertionError(f"{self.address} has no link “{text}”, but {self.links()}")

    def links(self) -> list[str]:
        return [words(link) for link in self.page.iter("a")]

    def link_to(self, start: str) -> str:
        """The first address that begins like this."""
        return next(one.get("href") for one in self.page.iter("a") if one.get("href", "").startswith(start))

    def fill_in(self, button: str, **typed: str) -> Person:
        """The form with this button: what stands in it, changed by what is typed, sent as a browser would."""
        form, pressed = self._form(button)
        data = values_of(form)
        unknown = set(typed) - {field.get("name") for field in form.iter() if field.get("name")}
        assert not unknown, f"{self.address} does not ask for {unknown}"
        data |= typed
        if pressed.get("name"):
            data[pressed.get("name")] = pressed.get("value", "")
        target = urljoin(self.address, form.get("action") or self.address)
        send = self.client.post if form.get("method", "get").lower() == "post" else self.client.get
        return self._read(send(target, data, follow=True), target)

    def _form(self, button: str) -> tuple[Element, Element]:
        for form in self.page.iter("form"):
            for field in form.iter():
                if field.tag == "button" and button == words(field):
                    return form, field
                if field.tag == "input" and field.get("type") == "submit" and field.get("value") == button:
                    return form, field
        raise AssertionError(f"{self.address} has no form with a button “{button}”")

    def _read(self, answer: HttpResponse, address: str) -> Person:
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        chain = getattr(answer, "redirect_chain", [])
        self.address = urljoin(address, chain[-1][0]) if chain else address
        self.answer = answer
        self.page = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
        return self

    @property
    def heading(self) -> str:
        return words(next(self.page.iter("h1")))

    @property
    def language(self) -> str:
        return self.page.get("lang", "")

    @property
    def text(self) -> str:
        return words(next(self.page.iter("main")))


def values_of(form: Element) -> dict[str, str | list[str]]:
    """What a form would send untouched."""
    found: dict[str, str | list[str]] = {}
    for field in form.iter():
        name, kind = field.get("name"), field.get("type", "text")
        if not name or field.get("disabled") is not None:
            continue
        if field.tag == "textarea":
            found[name] = field.text or ""
        elif field.tag == "select":
            chosen = [option for option in field.iter("option") if option.get("selected") is not None]
            chosen = chosen or list(field.iter("option"))[:1]
            found[name] = [option.get("value", words(option)) for option in chosen]
        elif field.tag == "input" and kind not in BUTTONS and (kind not in TICKED or field.get("checked") is not None):
            found[name] = field.get("value", "on" if kind == "checkbox" else "")
    return found
