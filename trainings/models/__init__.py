"""Owns: trainings: what one learns, when and where, who holds it and for whom; who signed up, who
was there, and what they say of it; trainings that people want.

Does not own: the text's life (`content`, `moderation`), its places and themes (`content`), the register. No room imports it;
the pages that bring rooms together (`mzplatform`) may.
"""

from .attendance import Attendance
from .certificates import Certificate, CertificateYear, Order
from .feedback import Feedback
from .feeds import Feed
from .materials import Material
from .messages import Message
from .questions import Answer, Question
from .quizzes import Quiz, QuizInvitation, QuizQuestion, QuizTry
from .signups import ALIVE, HOLDING, Registration, SignUp
from .training import Session, Training, TrainingQuerySet
from .wishes import Wish

__all__ = [
    "ALIVE",
    "HOLDING",
    "Answer",
    "Attendance",
    "Certificate",
    "CertificateYear",
    "Feed",
    "Feedback",
    "Material",
    "Message",
    "Order",
    "Question",
    "Quiz",
    "QuizInvitation",
    "QuizQuestion",
    "QuizTry",
    "Registration",
    "Session",
    "SignUp",
    "Training",
    "TrainingQuerySet",
    "Wish",
]
