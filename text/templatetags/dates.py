"""Days in a page: `{% load dates %}{{ mandate.starts|since }}`."""

from django import template

from text import partial_dates

register = template.Library()
register.filter("since", partial_dates.since)
register.filter("partial_date", partial_dates.partial_date)
