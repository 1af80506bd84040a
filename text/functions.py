"""The SQL functions of migration 0001 that queries call. Generated columns name theirs in their own models."""

from django.db.models import BooleanField, Func, TextField


class Fold(Func):
    """`text_fold(text)`, as `text.fold.fold`."""

    function = "text_fold"
    arity = 1
    output_field = TextField()


class HasSlip(Func):
    """`text_has_slip(text, word)`, as `text.fold.has_slip`; stands where a condition stands."""

    function = "text_has_slip"
    arity = 2
    output_field = BooleanField()
