"""Owns: trainings: what one learns, when and where, who holds it and for whom.

Does not own: the text's life (`content`, `moderation`), its places and themes (`content`), the register. No room imports it;
the pages that bring rooms together (`mzplatform`) may.
"""

from .materials import Material
from .training import Session, Training, TrainingQuerySet

__all__ = ["Material", "Session", "Training", "TrainingQuerySet"]
