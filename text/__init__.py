"""Words of Bosnia and Herzegovina: two scripts, search folding, alphabetical order, slugs, dates and numbers.

Owns no tables; its one migration makes the SQL twins of `fold` and `sort`. Anything may import it; it imports nothing
of ours.
"""
