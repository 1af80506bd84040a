"""Owns: good practices: what a council did, what it cost, what came of it, and who took it over.

Does not own: the text's life (draft, review, publication: `content`, `moderation`), its places and themes (`content`), the
register. No room imports it; the home page (`mzplatform`) may.
"""

from .adoption import Adoption, AdoptionEntry
from .practice import CostPart, Practice, PracticeQuerySet, Step, on_the_spine, published

__all__ = [
    "Adoption", "AdoptionEntry", "CostPart", "Practice", "PracticeQuerySet", "Step", "on_the_spine", "published",
]  # fmt: skip
