"""Who wants to hear of a conclusion besides the members of its networks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from accounts.models import User
from content.interests import followers_of
from content.models import Follow, Subject

from .meeting_policy import holders_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from content.interests import Subjects

    from .models import Conclusion


def subjects_of(conclusion: Conclusion) -> Subjects:
    """Its networks, and whom it is addressed to."""
    return {
        Subject.ORGANISATION: {*holders_of(conclusion.adopted_at), conclusion.to_organisation_id},
        Subject.MUNICIPALITY: {conclusion.to_municipality_id},
    }


def followers(conclusion: Conclusion) -> QuerySet[User]:
    """Whoever follows it, one of its networks or its addressee; each once."""
    interested, marks = followers_of(subjects_of(conclusion)), Follow.objects.filter(entry=conclusion.pk)
    people = User.objects.select_related("profile").order_by("pk")
    return people.filter(Q(pk__in=interested) | Q(pk__in=marks.values("user")))
