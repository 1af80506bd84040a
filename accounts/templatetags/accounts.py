"""`{% load accounts %}`: what the pages of one's own account say in a word."""

from django import template

from accounts import devices

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    """`{{ session.user_agent|device }}`: Chrome, Android."""
    return devices.name_of(user_agent)
