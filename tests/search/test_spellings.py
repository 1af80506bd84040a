"""Spellings of one query find one list; other spellings of one word find the same thing."""

import pytest

from tests import factories

GROUPS = [
    ("ćuprija", "cuprija", "ћуприја", "ЋУПРИЈА", "Ćuprija"),
    ("đaci", "djaci", "ђаци"),
    ("građani", "gradjani", "грађани", "GRAĐANI"),
    ("škola", "skola", "школа", "Škola"),
    ("općina", "opština", "opcina", "opstina", "општина", "опћина"),
    ("mlijeko", "mleko", "млеко", "млијеко"),
    ("savjet", "savet", "савјет", "савет"),
    ("dječije igralište", "decije igraliste", "дјечије игралиште", "dečije igralište"),
    ("rasvjeta", "rasveta", "расвјета", "расвета"),
    ("Žepče", "zepce", "Жепче", "ŽEPČE"),
    ("vodovod", "водовод", "VODOVOD"),
    ("mjesna zajednica", "mesna zajednica", "мјесна заједница", "месна заједница", "MZ", "мз"),
    ("vijeće", "vece", "вијеће", "veće"),
    ("prijedlog", "predlog", "приједлог", "предлог"),
    ("džamija", "dzamija", "џамија"),
    ("Ljubuški", "ljubuski", "Љубушки"),
    ("rječica", "rjecica", "рјечица"),
    ("njegovatelj", "његоватељ", "NJEGOVATELJ"),
    ('"dom kulture"', "„dom kulture“", "«дом културе»", '"Dom Kulture"'),
    ("dom -kulture", "дом -културе", "Dom –Kulture"),
]
TITLES = (
    "Ćuprija preko potoka", "Đaci i građani čiste školu", "Općina i mjesna zajednica", "Mlijeko za savjet",
    "Dječije igralište", "Rasvjeta u Žepču", "Vodovod za vijeće", "Prijedlog za džamiju u Ljubuškom",
    "Rječica i njegovatelj", "Dom kulture", "Dom penzionera", "Млијечни ресторан", "Савјет предлаже водовод",
)  # fmt: skip


@pytest.fixture
def texts(member, places):
    return [factories.make_question(member, title=title, places=[places.jelah]) for title in TITLES]


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group[0])
def test_one_list(found, texts, group):
    lists = {spelling: found(spelling) for spelling in group}
    assert lists[group[0]] or group[0] in {"njegovatelj"}
    assert len({tuple(one) for one in lists.values()}) == 1, lists


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("školama", "Đaci i građani čiste školu"),
        ("igralištem", "Dječije igralište"),
        ("građanima", "Đaci i građani čiste školu"),
        ("domovima kulture", "Dom kulture"),
        ("vodovodi", "Vodovod za vijeće"),
        ("savjetima", "Mlijeko za savjet"),
    ],
)
def test_other_endings(found, texts, typed, title):
    assert ("question", texts[TITLES.index(title)].pk) in found(typed)[:5]
