"""Owns: trainings: what one learns, when and where, who holds it and for whom.

Does not own: the text's life (`content`, `moderation`), its places and themes (`content`), the register. No room imports it;
the pages that bring rooms together (`mzplatform`) may.
"""

from .training import Session, Training, TrainingQuerySet

__all__ = ["Session", "Training", "TrainingQuerySet"]
