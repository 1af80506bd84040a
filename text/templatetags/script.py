"""A word in one script whatever the page is in: `{% load script %}{{ name|cyrillic }}`, for what shows both scripts."""

from django import template

from text.script import to_cyrillic, to_latin

register = template.Library()


@register.filter
def cyrillic(value: str) -> str:
    """`Crveni Grm` → `Црвени Грм`."""
    return to_cyrillic(str(value))


@register.filter
def latin(value: str) -> str:
    """`Црвени Грм` → `Crveni Grm`."""
    return to_latin(str(value))
