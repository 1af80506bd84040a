"""Whole pages for anonymous readers, kept until anything public changes.

`stamp.py`       the version of everything public: a number in the database that every writing transaction changes
`middleware.py`  304 and stored pages, before anything is rendered; decides what may be kept
`front.py`       the same answers once more, before Django is even asked
`pages.py`       one stored page, and the memory of this process
`table.py`       the memory that all processes share (cache alias "pages")
`watching.py`    which tables are public; the migration operation that watches them
"""
