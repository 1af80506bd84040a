"""The text inside a document, read in a process of its own that has a limit for everything.

`extracting` is the worker's side: it starts the process, ends it at the limit, and says what came of it. `pdf` and `office`
are that process (`python -m content.files.texts.pdf`); they know no database, no settings and no secrets, read the file
from their input and write lines of JSON (`telling`). `pieces` makes words of what they find.
"""
