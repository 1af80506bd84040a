"""Latin and Cyrillic: `to_cyrillic` and `to_latin` for plain text, `convert_html` for pages and fragments of HTML.

Text is stored as it was written and changes script only on its way out. What to edit when a word comes out wrong is in
`spelling.py`; how words change is in `letters.py`, how markup is kept whole in `markup.py`.
"""

from text.script.letters import convert, to_cyrillic, to_latin
from text.script.markup import SETTLED, STILL, convert_html, settled, still

__all__ = ["SETTLED", "STILL", "convert", "convert_html", "settled", "still", "to_cyrillic", "to_latin"]
