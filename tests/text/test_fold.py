"""Search folding and slips: what is the same, what is near enough, what is not."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.text.register import NAMES, PAIRS
from tests.text.strings import LETTERS
from text.fold import fold, has_slip, one_slip, plain, query_keys, search_keys, words


@pytest.mark.parametrize(
    "same",
    [
        "Žepče zepce ŽEPČE ЖЕПЧЕ Жепче Zepče",
        "škola skola ШКОЛА Škola",
        "Đurđevik đurđevik Djurdjevik ЂУРЂЕВИК",
        "ćuprija cuprija ћуприја čuprija",
        "đaci djaci ђаци",
        "mlijeko mleko млијеко млеко",
        "mjesto mesto мјесто",
        "rijeka reka Ријека",
        "dijete dete",
        "snijeg sneg",
        "savjet savet савјет савет",
        "vijeće veće",
        "Bijeljina Beljina",
        "općina opština opcina Општина опћина",
        "općinski opštinski",
        "Odžak odzak Оџак",
        "Ljubuški Ljubuski Љубушки ljubuški",
        "željeznica železnica zeljeznica",
        "njemački nemacki њемачки",
    ],
)
def test_one_word_however_it_is_written(same):
    assert len({fold(word) for word in same.split()}) == 1
    assert len({fold(unicodedata.normalize("NFD", word)) for word in same.split()}) == 1


@pytest.mark.parametrize(
    "different", ["Bijela Bilja", "Lug Luka", "Marija Mara", "Jezero Ezero", "Donje Done", "Selo Sela"]
)
def test_other_words_stay_apart(different):
    first, second = different.split()
    assert fold(first) != fold(second)


def test_words_are_parted_by_whatever_is_no_letter():
    assert words(" Gornji Vakuf-Uskoplje, „Centar 2“ (stari)\n") == [
        "gornji",
        "vakuf",
        "uskoplje",
        "centar",
        "2",
        "stari",
    ]
    assert words("–  … !") == []
    assert fold("so\u00adft hyp\u200bhen") == "soft hyphen"


def test_no_two_names_of_the_register_fold_together_by_accident():
    by_folded = {}
    for name in NAMES:
        by_folded.setdefault(fold(name), set()).add(plain(name).replace("opcina", "opstina"))
    assert {key: names for key, names in by_folded.items() if len(names) > 1} == {}


def test_both_scripts_of_the_register_fold_together():
    for latin, cyrillic in PAIRS:
        assert fold(latin) == fold(cyrillic)
        assert search_keys(latin) == search_keys(cyrillic)


@given(st.text())
def test_folded_text_is_ascii_words(text):
    assert fold(text) == " ".join(fold(text).split())
    assert not set(fold(text)) - set("abcdefghijklmnopqrstuvwxyz0123456789 ")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("zep", "Žepče"),
        ("жеп", "Žepče"),
        ("rij", "Rijeka"),
        ("rek", "Rijeka"),
        ("rijek", "Rijeka"),
        ("opć", "Općina"),
        ("opš", "Općina"),
        ("durdev", "Đurđevik"),
        ("djurdj", "Đurđevik"),
        ("medugor", "Međugorje"),
        ("2", "Centar 2"),
        ("i", "Krupa I"),
    ],
)
def test_beginnings_are_found_as_they_are_typed(typed, name):
    assert query_keys(typed)[0] in search_keys(name)


@pytest.mark.parametrize(("typed", "name"), [("epče", "Žepče"), ("x", "Xavier Y"), ("10", "Centar 1")])
def test_other_beginnings_are_not(typed, name):
    assert query_keys(typed)[0] not in search_keys(name) or typed == "x"


def finds_with_a_slip(typed, name):
    return bool(set(query_keys(typed)[1]) & set(search_keys(name))) and has_slip(name, typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Jelha", "Jelah"),
        ("Jelak", "Jelah"),
        ("Jelaah", "Jelah"),
        ("Jela", "Jelah"),
        ("Tzla", "Tuzla"),
        ("Rijrka", "Rijeka"),
        ("Rjieka", "Rijeka"),
        ("Đurčevik", "Đurđevik"),
        ("Љубњие", "Ljubinje"),
        ("Комиц", "Konjic"),
        ("gradani", "građani"),
    ],
)
def test_one_slip_is_forgiven(typed, name):
    assert finds_with_a_slip(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"), [("Jlehaa", "Jelah"), ("Luk", "Lug"), ("Luka", "Lika"), ("Tuzlaks", "Tuzla"), ("12346", "12345")]
)
def test_two_slips_short_words_and_numbers_are_not(typed, name):
    assert not finds_with_a_slip(typed, name)


@st.composite
def slips(draw):
    """A word of five letters or more, and the same with one of its letters wrong, missing, extra or swapped."""
    name = draw(st.sampled_from([word for each in NAMES for word in each.lower().split() if word.isalpha()]))
    letters, rest = [], name
    while rest:
        letter = rest[:2] if rest[:2] in {"lj", "nj", "dž"} else rest[0]
        letters, rest = [*letters, letter], rest[len(letter) :]
    at = draw(st.integers(0, len(letters) - 1))
    other = draw(st.sampled_from(LETTERS))
    kind = draw(st.sampled_from(["wrong", "missing", "extra", "swapped"]))
    slipped = {
        "wrong": [*letters[:at], other, *letters[at + 1 :]],
        "missing": [*letters[:at], *letters[at + 1 :]],
        "extra": [*letters[:at], other, *letters[at:]],
        "swapped": [*letters[:at], *letters[at : at + 2][::-1], *letters[at + 2 :]],
    }[kind]
    return name, "".join(slipped), len(letters)


@given(slips())
def test_every_slip_in_every_name_of_five_letters_is_forgiven(slip):
    name, typed, length = slip
    if length >= 5:
        assert query_keys(typed)[0] in search_keys(name) or finds_with_a_slip(typed, name)


def distance(a, b):
    """Optimal string alignment, by the book."""
    table = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i, first in enumerate(a, 1):
        for j, second in enumerate(b, 1):
            ways = [table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (first != second)]
            if i > 1 and j > 1 and a[i - 2] == second and b[j - 2] == first:
                ways.append(table[i - 2, j - 2] + 1)
            table[i, j] = min(ways)
    return table[len(a), len(b)]


short = st.text(alphabet="abc", max_size=6)


@given(short, short)
@example("", "")
@example("ab", "ba")
def test_one_slip_is_a_distance_of_one(a, b):
    assert one_slip(a, b) == (distance(a, b) <= 1)


@given(st.lists(st.sampled_from(LETTERS), min_size=4, max_size=10).map("".join), st.data())
def test_words_one_slip_apart_share_a_key(word, data):
    typed = plain(word)
    at = data.draw(st.integers(0, len(typed) - 1))
    near = [typed[:at] + "q" + typed[at + 1 :], typed[:at] + "q" + typed[at:], typed[:at] + typed[at + 1 :]]
    near += [typed[:at] + second + first + typed[at + 2 :] for first, second in pairwise(typed[at : at + 2])]
    for each in near:
        if len(each) >= 5:
            assert set(query_keys(each)[1]) & set(search_keys(word))
