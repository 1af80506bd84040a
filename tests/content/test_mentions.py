"""Who is meant by a name in a text, for whom it is a link, what never may be in the table."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, IntegrityError, transaction

from accounts.models import Profile, User
from content.erasing import remove
from content.mentioning import MOST, names_for, rewrite
from content.models import Entry, Mention
from content.models.mentions import mentions_read
from tests import factories
from tests.forums.two_questions import make_answer, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(member):
    return make_question(member)


def named(name, visibility="members", **fields):
    user = factories.make_user(name=name, **fields)
    Profile.objects.filter(pk=user.pk).update(visibility=visibility)
    return User.objects.select_related("profile").get(pk=user.pk)


def meant(writer, asked, body):
    """Whom an answer with this text names."""
    answer = make_answer(writer, asked, body=body)
    rewrite(answer)
    return set(User.objects.filter(mentions__entry=answer))


@pytest.mark.parametrize("typed", ["@Đorđe Šarić", "@ЂОРЂЕ ШАРИЋ!", "Zna li @djordje saric?", "@Đorđe  Šarić. Hvala"])
def test_somebody_with_a_page_is_found_however_the_name_is_typed(asked, neighbour, typed):
    person = named("Đorđe Šarić")
    assert meant(neighbour, asked, typed) == {person}


def test_somebody_without_a_page_is_found_where_they_wrote(asked, member, neighbour, newcomer):
    assert member.profile.visibility == "nobody"
    assert meant(neighbour, asked, "@Amra Hodžić") == {member}
    assert meant(neighbour, asked, "@Novi Član") == set()
    factories.make_comment(newcomer, make_answer(neighbour, asked), status="pending")
    assert meant(neighbour, asked, "@Novi Član") == set()
    factories.make_comment(newcomer, asked)
    assert meant(neighbour, asked, "@Novi Član") == {newcomer}


def test_of_several_with_one_name_whoever_wrote_here(asked, member, neighbour):
    other = named("Amra Hodžić")
    assert meant(neighbour, asked, "@Amra Hodžić") == {member}
    third = named("Đuro Ban", "everyone")
    assert meant(neighbour, asked, "@Đuro Ban") == {third}
    named("Đuro Ban", "nobody")
    assert meant(neighbour, asked, "@Đuro Ban") == {third}
    named("Đuro Ban")
    assert meant(neighbour, asked, "@Đuro Ban") == set()
    make_answer(other, asked)
    assert meant(neighbour, asked, "@Amra Hodžić") == set()


def test_the_longest_name_counts(asked, neighbour):
    named("Amra")
    longer = named("Ana Bašić")
    shorter = named("Ana")
    assert meant(neighbour, asked, "@Ana Bašić kaže") == {longer}
    assert meant(neighbour, asked, "@Ana kaže") == {shorter}
    named("Ana Bašić")
    assert meant(neighbour, asked, "@Ana Bašić kaže") == set()


def test_who_asked_without_a_name_is_not_known_by_that(member, neighbour):
    asked = make_question(member, is_unnamed=True)
    make_answer(member, asked)
    assert meant(neighbour, asked, "@Amra Hodžić") == set()


def test_a_name_that_leads_nowhere_gives_nobody_away(member, neighbour):
    """Where others could be named, whoever asked without a name can be too: else one would see who is not."""
    asked = make_question(member, is_unnamed=True)
    Profile.objects.filter(pk=member.pk).update(visibility="everyone")
    assert meant(neighbour, asked, "@Amra Hodžić") == {member}


def test_neither_oneself_nor_somebody_who_left(asked, member, neighbour):
    left = named("Ana Bašić", is_active=False)
    assert meant(neighbour, asked, "@Ana Bašić i @Милан Кнежевић") == set()
    assert left.mentions.count() == 0


def test_at_most_ten(asked, neighbour):
    letters = "abcdefghijkl"
    people = [named(f"Osoba {letter}{letter}") for letter in letters]
    text = ", ".join(f"@{one.profile.display_name}" for one in people)
    assert meant(neighbour, asked, text) == set(people[:MOST])


def test_a_name_means_whom_it_meant(asked, neighbour):
    person = named("Ana Bašić")
    answer = make_answer(neighbour, asked, body="@Ana Bašić")
    assert rewrite(answer) == ({person.pk}, [person])
    Profile.objects.filter(pk=person.pk).update(display_name="Ana Kovač")
    named("Ana Bašić")
    answer.body = "Hvala, @Ana Bašić"
    assert rewrite(answer) == ({person.pk}, [])
    answer.body = "Hvala, @Ana Kovač"
    assert rewrite(answer) == ({person.pk}, [])
    answer.body = "Hvala"
    assert rewrite(answer) == (set(), [])
    assert not Mention.objects.exists()


def test_no_sign_costs_one_query(asked, neighbour, django_assert_num_queries):
    answer = make_answer(neighbour, asked)
    with django_assert_num_queries(1):
        rewrite(answer)


def test_it_is_a_link_for_whom_the_page_opens(asked, neighbour, member, django_assert_num_queries):
    person, public = named("Ana Bašić"), named("Eva Bašić", "everyone")
    answer = make_answer(neighbour, asked, body="@Ana Bašić @Eva Bašić @Amra Hodžić")
    rewrite(answer)
    (row,) = Entry.objects.filter(pk=answer.pk).annotate(**mentions_read())
    ana, eva = (("ana basic", person.profile.get_absolute_url()), ("eva basic", public.profile.get_absolute_url()))
    with django_assert_num_queries(0):
        assert names_for(row, AnonymousUser()) == (eva,)
        assert names_for(row, neighbour) == (ana, eva)
        assert [name for name, _page in names_for(row, member)] == ["ana basic", "eva basic", "amra hodzic"]


def test_what_never_may_be(asked, neighbour, member):
    answer, practice = make_answer(neighbour, asked), factories.make_practice(neighbour)
    row = Mention.objects.create(entry=answer, user=member, name="amra hodzic")
    for fields in (
        {"entry": answer, "user": member, "name": "amra"},  # twice in one text
        {"entry": answer, "user": named("A"), "name": "amra hodzic"},  # two of one name
        {"entry": asked, "user": neighbour, "name": "Milan"},  # not as it is compared
        {"entry": asked, "user": neighbour, "name": ""},
        {"entry": answer, "user": neighbour, "name": "milan"},  # oneself
        {"entry": practice, "user": member, "name": "amra"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mention.objects.create(**fields)
    with pytest.raises(DatabaseError), transaction.atomic():
        Mention.objects.filter(pk=row.pk).update(entry=asked)


def test_it_goes_with_the_text_and_with_the_person(asked, neighbour, member, newcomer):
    answer = make_answer(neighbour, asked)
    factories.make_comment(newcomer, answer)
    Mention.objects.create(entry=answer, user=member, name="amra hodzic")
    assert remove({answer.pk}) == {answer.pk}  # somebody commented on it, so its place stays
    assert not Mention.objects.exists()
    Mention.objects.create(entry=asked, user=newcomer, name="novi clan")
    newcomer.delete()
    assert not Mention.objects.exists()
