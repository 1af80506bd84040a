"""Questions and answers: what they hold beside the spine. Rooms of the same floor never import them."""

from .answers import Answer
from .ladder import Forwarding, Knowledge, Patience
from .questions import Question, QuestionQuerySet
from .standing import Source, Standing

__all__ = ["Answer", "Forwarding", "Knowledge", "Patience", "Question", "QuestionQuerySet", "Source", "Standing"]
