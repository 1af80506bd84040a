"""Repairs to what Django draws for rows inside of a form: `{% load inlines %}`."""

from django import template
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def plain_corner(table: SafeString) -> SafeString:
    """Cells above the names of rows, and above nothing, are no headings: those would be columns without a name."""
    plain = table.replace('<th class="original"></th>', '<td class="original"></td>').replace("<th></th>", "<td></td>")
    return SafeString(plain)
