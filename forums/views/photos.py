"""Pictures and files of a question: who may add them, and the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from content.policy import can_edit
from moderation.illustrating import pages_of

from ..models import Question

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.models import User


def _own(request: HttpRequest, number: int) -> tuple[Question, User]:
    """The question and whoever asked it: 404 for what one may not know of, 403 for what somebody else asked."""
    user = cast("User", request.user)
    question = get_object_or_404(Question.objects.visible_to(user), pk=number)
    if not can_edit(user, question):
        raise PermissionDenied
    return question, user


photos, attach, detach, remove_photo, move_photo = pages_of(
    "forums",
    _own,
    lambda question: [(_("Questions"), reverse("forums:index")), (question.title, question.get_absolute_url())],
)
