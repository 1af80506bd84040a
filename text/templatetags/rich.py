"""What a person wrote, in a page: `{% load rich %}{{ entry.body|written }}`."""

from django import template

from text import rich

register = template.Library()
register.filter("written", rich.written, is_safe=True)
