"""The order of the Bosnian alphabet, in both scripts."""

import unicodedata

import pytest
from hypothesis import given

from tests.text.register import PAIRS
from tests.text.strings import LETTERS, words
from text.script import to_cyrillic
from text.sort import sort_key

LIST = "Cazin Čapljina Ćatići Donji Džafer Đulići Lukavac Ljubuški Novi Njivice Šipovo Žepče"
ORDERED = LIST.split()
ALPHABET = "a b c č ć d dž đ e f g h i j k l lj m n nj o p q r s š t u v w x y z ž"


def in_order(names):
    """The names, put in order from the wrong end."""
    backwards = [*reversed(names)]
    return sorted(backwards, key=sort_key)


def test_list_of_names():
    assert in_order(ORDERED) == ORDERED


def test_every_letter_has_its_place():
    alphabet = ALPHABET.split()
    assert in_order(alphabet) == alphabet
    followed = [f"{letter}a" for letter in alphabet]
    assert in_order(followed) == followed


@pytest.mark.parametrize(
    "ordered",
    [
        ["Centar", "Centar 1", "Centar 2", "Centar 10", "Centar-Sjever", "Centara"],
        ["007", "8", "100", "1000000", "a"],
        ["Čačak", "Čćak", "Čd", "Ćač"],
        ["lz", "lj", "lja", "m"],
        ["nz", "nj", "o"],
        ["dz", "dž", "đ", "e"],
        ["Krupa I", "Krupa II", "Krupa III", "Krupa IV"],
        ["Gornji Vakuf", "Gornji Žabar", "Gornjica"],
    ],
)
def test_order(ordered):
    assert in_order(ordered) == ordered


@pytest.mark.parametrize("name", [*ORDERED, "inJekcija", "DŽAFER", "Njegoš 12", "Đ. Đurić"])
def test_case_script_and_composition_do_not_count(name):
    for other in (name.upper(), name.lower(), to_cyrillic(name), to_cyrillic(name.upper())):
        assert sort_key(other) == sort_key(name)
    assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(name)


def test_both_scripts_of_the_register_sort_alike():
    assert [sort_key(latin) for latin, _ in PAIRS] == [sort_key(cyrillic) for _, cyrillic in PAIRS]


@given(words, words)
def test_words_compare_letter_by_letter(first, second):
    def letters(word):
        places, rest = [], word.lower()
        while rest:
            letter = rest[:2] if rest[:2] in LETTERS else rest[0]
            places, rest = [*places, LETTERS.index(letter)], rest[len(letter) :]
        return places

    assert (sort_key(first) < sort_key(second)) == (letters(first) < letters(second))
