"""Owns: documents of the library, their versions, what acts do to each other, who adopted a model, what rests on them.

Does not own: the text's life (`content`, `moderation`), its themes, pictures and files (`content`), the facts of acts
(`register`), answers that cite these (`forums`). No room imports it; the pages that bring rooms together (`mzplatform`) may.
"""

from .acts import Adopted, Resting, Touch, Version
from .document import Document, LibraryQuerySet

__all__ = ["Adopted", "Document", "LibraryQuerySet", "Resting", "Touch", "Version"]
