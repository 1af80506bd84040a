"""The page of one lesson."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from content.models import Entry
from lessons.models import Lesson
from moderation.attaching import attach
from moderation.picturing import add_photo
from tests import factories
from tests.content.uploads import PDF
from tests.lessons.teaching import URL, said
from tests.markup import text_of, valid
from tests.practices.photos import picture

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("prefix", ["", "/hr", "/sr-latn", "/sr", "/en"])
def test_it_opens(visitor, lesson, prefix):
    page = visitor.get(prefix + lesson.get_absolute_url())
    valid(page)
    assert page.status_code == 200
    assert '<h2 id="dio-1">' in page.content.decode()


def test_all_that_one_comes_for(visitor, lesson, places):
    html = visitor.get(lesson.get_absolute_url()).content.decode()
    for words in (
        lesson.title,
        lesson.lead,
        places.savez.name,
        "<li>poziv</li>",
        "Prije zbora",
        f"prijava-sadrzaja/{lesson.pk}",
    ):
        assert words in html, words
    assert "# Prije" not in html


def test_in_cyrillic(visitor, lesson):
    html = visitor.get(f"/sr{lesson.get_absolute_url()}").content.decode()
    assert "Пре зборa".replace("a", "а") in html or "Прије збора" in html
    assert "Прочитајте статут." in html


def test_pictures_stand_at_their_place_or_below(visitor, desk, editor, lesson):
    for alt in ("Prva slika", "Druga slika"):
        add_photo(lesson, editor, picture(), alt, "none")
    lesson.refresh_from_db()
    lesson.version += 1
    factories.decide(lesson, "published")
    lesson.body = "Prije.\n\n[slika 2]\n\nPoslije.\n\n[slika 5]"
    lesson.save()
    page = visitor.get(lesson.get_absolute_url())
    valid(page)
    text = text_of(page)
    places = [text.index(words) for words in ("Prije.", "Druga slika", "Poslije.", "Prva slika")]
    assert places == sorted(places)
    assert "slika 5" not in text
    missing = said("A picture is missing")
    assert missing not in text
    assert missing in text_of(desk.get(lesson.get_absolute_url()))


def test_its_file_says_size_and_type(visitor, editor, lesson):
    kept = attach(lesson, editor, SimpleUploadedFile("Obrazac.pdf", PDF), "Obrazac.pdf", "Obrazac zapisnika")
    page = visitor.get(lesson.get_absolute_url())
    valid(page)
    assert kept.get_absolute_url() in page.content.decode()
    assert "Obrazac zapisnika" in text_of(page)
    assert "PDF, " in text_of(page)


def test_its_series_leads_on(visitor, moderator):
    rows = [factories.make_lesson(None, title=f"Lekcija {one}", series="Savjet", position=one) for one in (1, 2, 3)]
    factories.make_lesson(None, title="Skrivena", series="Savjet", position=2, status="hidden", by=moderator)
    first, middle, last = (visitor.get(one.get_absolute_url()).content.decode() for one in rows)
    assert f'href="{rows[0].get_absolute_url()}" rel="prev"' in middle
    assert f'href="{rows[2].get_absolute_url()}" rel="next"' in middle
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in last
    assert "Skrivena" not in middle
    assert f'href="{rows[1].get_absolute_url()}" aria-current="page"' in middle


def test_its_training_and_back(visitor, lesson, moderator):
    training = factories.make_training(None, title="Obuka za zborove")
    assert lesson.get_absolute_url() not in visitor.get(training.get_absolute_url()).content.decode()
    Lesson.objects.filter(pk=lesson.pk).update(for_training=training)
    page = visitor.get(training.get_absolute_url())
    valid(page)
    assert lesson.get_absolute_url() in page.content.decode()
    assert training.get_absolute_url() in visitor.get(lesson.get_absolute_url()).content.decode()
    for one, other in ((training, lesson), (lesson, training)):
        factories.decide(one, "hidden", moderator)
        Entry.objects.filter(pk=one.pk).update(status="hidden")
        assert one.get_absolute_url() not in visitor.get(other.get_absolute_url()).content.decode()
        factories.decide(one, "restored", moderator)
        Entry.objects.filter(pk=one.pk).update(status="published")


def test_a_wrong_slug_leads_to_the_right_one(visitor, lesson):
    answer = visitor.get(f"{URL}{lesson.pk}-nesto/?a=1")
    assert (answer.status_code, answer["Location"]) == (301, f"{lesson.get_absolute_url()}?a=1")


@pytest.mark.parametrize("status", ["draft", "pending", "returned", "hidden"])
def test_what_is_not_on_the_site_is_for_its_author(visitor, client_of, member, neighbour, moderator, status):
    made = factories.make_lesson(member, status=status, by=moderator)
    browsers = (visitor, client_of(neighbour), client_of(member))
    assert [one.get(made.get_absolute_url()).status_code for one in browsers] == [404, 404, 200]
    page = client_of(member).get(made.get_absolute_url())
    valid(page)
    assert 'name="robots" content="noindex"' in page.content.decode()


def test_a_hidden_one_is_gone_at_once(visitor, lesson, moderator):
    assert visitor.get(lesson.get_absolute_url()).status_code == 200
    factories.decide(lesson, "hidden", moderator)
    Entry.objects.filter(pk=lesson.pk).update(status="hidden")
    assert visitor.get(lesson.get_absolute_url()).status_code == 404


def test_markup_is_text(visitor):
    made = factories.make_lesson(
        None,
        title="<b>Zbor</b>",
        lead="<script>1</script>",
        body="# <i>a</i>\n\n<u>b</u>",
        series="<s>c</s>",
        position=1,
    )
    html = visitor.get(made.get_absolute_url()).content.decode() + visitor.get(URL).content.decode()
    for tag in ("<b>Zbor", "<script>1", "<i>a", "<u>b", "<s>c"):
        assert tag not in html


def test_visitors_get_no_form_and_no_cookie(visitor, lesson):
    html = visitor.get(lesson.get_absolute_url()).content.decode()
    assert "csrf" not in html
    assert "/procitano/" not in html
    assert said("You can read everything without an account. If you sign in, we remember what you have read.") in html
    assert not visitor.cookies


def test_the_moderators_see_it_as_readers_do(staff_client_of, moderator, member):
    made = factories.make_lesson(member, status="pending")
    page = staff_client_of(moderator).get(f"/moderacija/{made.pk}/")
    valid(page)
    assert "Prije zbora</h2>" in page.content.decode()


@pytest.mark.parametrize("others", [0, 3])
def test_queries(visitor, client_of, member, others, django_assert_num_queries):
    for one in range(others + 1):
        made = factories.make_lesson(None, title=f"Lekcija {one}", series="Savjet", position=one + 1)
    visitor.get(made.get_absolute_url())
    with django_assert_num_queries(1):
        visitor.get(made.get_absolute_url())
