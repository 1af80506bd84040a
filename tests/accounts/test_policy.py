"""One matrix: every predicate for everybody of the cast. A change of any right shows here as a change of one word."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts import policy
from register.models import Contact
from tests.factories import make_mandate, make_user

pytestmark = pytest.mark.django_db
PEOPLE = (
    "visitor",
    "newcomer",
    "member",
    "neighbour",
    "coordinator",
    "moderator",
    "administrator",
    "former",
    "claimant",
    "closed",
)


@pytest.fixture
def cast(request, places):
    names = {"administrator": "admin"}
    people = {
        name: request.getfixturevalue(names.get(name, name))
        for name in ("newcomer", "member", "neighbour", "coordinator", "moderator", "administrator")
    }
    former, claimant, closed = make_user(), make_user(), make_user(is_active=False)
    for role, scope in (("coordinator", places.tesanj), ("president", places.jelah), ("administrator", None)):
        make_mandate(former, role, scope, ends="2024-12-31")
        make_mandate(claimant, role, scope, confirmed_on=None)
        make_mandate(closed, role, scope)
        for person in (former, claimant, closed):
            person.refresh_from_db()
    return {"visitor": AnonymousUser(), **people, "former": former, "claimant": claimant, "closed": closed}


MATRIX = {
    "is_administrator": "administrator",
    "is_moderator": "moderator administrator",
    "coordinates Tešanj": "coordinator",
    "coordinates Laktaši": "",
    "represents Jelah": "member",
    "represents Klašnice": "neighbour",
    "can_edit_community Jelah": "coordinator administrator",
    "can_edit_community Klašnice": "administrator",
    "can_see_contact public": "visitor newcomer member neighbour coordinator moderator administrator former claimant closed",
    "can_see_contact members": "newcomer member neighbour coordinator moderator administrator former claimant",
    "can_see_contact coordinators": "member coordinator moderator administrator",
    "needs_second_factor": "moderator administrator",
    "has_second_factor": "",
    "can_open_admin": "",
}


def test_matrix(cast, places):
    contacts = {
        visibility: Contact.objects.create(
            community=places.jelah, kind="adresa", value=visibility, visibility=visibility
        )
        for visibility in Contact.Visibility
    }
    questions = {
        "coordinates Tešanj": lambda user: policy.coordinates(user, places.tesanj),
        "coordinates Laktaši": lambda user: policy.coordinates(user, places.laktasi),
        "represents Jelah": lambda user: policy.represents(user, places.jelah),
        "represents Klašnice": lambda user: policy.represents(user, places.klasnice),
        "can_edit_community Jelah": lambda user: policy.can_edit_community(user, places.jelah),
        "can_edit_community Klašnice": lambda user: policy.can_edit_community(user, places.klasnice),
        "can_see_contact public": lambda user: policy.can_see_contact(user, contacts[Contact.Visibility.PUBLIC]),
        "can_see_contact members": lambda user: policy.can_see_contact(user, contacts[Contact.Visibility.MEMBERS]),
        "can_see_contact coordinators": lambda user: policy.can_see_contact(
            user, contacts[Contact.Visibility.COORDINATORS]
        ),
    }
    found = {
        question: " ".join(
            name for name in PEOPLE if questions.get(question, getattr(policy, question.split()[0]))(cast[name])
        )
        for question in MATRIX
    }
    assert found == MATRIX


def test_contacts_agree_with_their_queryset(cast, places):
    for community in (places.jelah, places.klasnice):
        for visibility in Contact.Visibility:
            Contact.objects.create(community=community, kind="adresa", value=visibility, visibility=visibility)
    everything = Contact.objects.select_related("community")
    for name, user in cast.items():
        listed = set(policy.contacts_visible_to(user, everything))
        assert listed == {contact for contact in everything if policy.can_see_contact(user, contact)}, name


def test_what_the_administration_allows(cast):
    allowed = {
        "register.view_community": "moderator administrator",
        "register.change_community": "administrator",
        "accounts.view_mandate": "moderator administrator",
        "accounts.change_mandate": "administrator",
        "accounts.view_user": "administrator",
        "accounts.delete_user": "administrator",
        "notifications.view_outgoingmail": "administrator",
        "moderation.view_report": "moderator administrator",
        "moderation.change_reason": "administrator",
        "content.view_entry": "moderator administrator",
        "content.change_entry": "administrator",
    }
    people = {name: user for name, user in cast.items() if name != "visitor"}
    found = {perm: " ".join(name for name, user in people.items() if user.has_perm(perm)) for perm in allowed}
    assert found == allowed
    assert [name for name, user in people.items() if user.is_staff] == ["moderator", "administrator"]
    assert [name for name, user in people.items() if user.has_module_perms("register")] == [
        "moderator",
        "administrator",
    ]
