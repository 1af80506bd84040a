"""Latin and Cyrillic: `to_cyrillic` and `to_latin` for plain text, `convert_html` for pages and fragments of HTML.

Text is stored as it was written and changes script only on its way out. What to edit when a word comes out wrong is in
`spelling.py`; how words change is in `letters.py`, how markup is kept whole in `markup.py`.
"""

from text.script.letters import convert, to_cyrillic, to_latin
from text.script.markup import STILL, convert_html, still

__all__ = ["STILL", "convert", "convert_html", "still", "to_cyrillic", "to_latin"]
