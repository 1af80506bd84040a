"""The message catalogues of the interface: collecting, checking, compiling.

Sources are `locale/<locale>/LC_MESSAGES/*.po` for Bosnian, Croatian and Serbian in Latin letters; message ids are English
sentences, so English needs no catalogue, and Serbian in Cyrillic letters is made from the Latin one. The `.mo` files
are built into `DATA_DIR/locale`, where LOCALE_PATHS points. Babel does the work of xgettext and msgfmt, so that a
machine needs no system package. The command is `manage.py messages extract | check | compile`.

    files      reading and writing .po files, plural forms
    sources    which messages our Python and our templates contain
    upstream   which messages of installed packages we must translate ourselves
    checking   what is missing or wrong in a catalogue
    wording    words that must not appear: ekavian, familiar address, masculine-only roles
    cyrillic   the Cyrillic twin of a Latin message
    building   .po to .mo, skipped when up to date
"""
