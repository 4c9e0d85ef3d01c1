"""Spellings of one name meet, those of different names do not, in the graph and out of it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azru_graph.folding import fold
from azru_graph.names import names, same_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from azru_graph.engines import Engine
    from azru_graph.terms import Iri

# One line for each name: Azerbaijani in both alphabets, Turkish, English, Russian, without marks.
MEETING = """
Əliyev Әлијев Aliyev Eliyev Aliev Алиев ALİYEV aliyev’s
Elçibəy Елчибәј Elçibey Elchibey Elcibey Эльчибей
Qəbələ Гәбәлә Gebele Gabala Габала Qebele
Xasavyurt Hasavyurt Khasavyurt Хасавюрт
Gımır Qımır Гымыр Gimir Qimir
Putin Путин PUTİN
Azərbaycan Азәрбајҹан Azerbaycan Azerbaijan Azerbaidzhan Азербайджан
Mütəllibov Mutallibov Mutalibov Муталибов
Məmmədov Memmedov Mammadov Mamedov Мамедов
Hüseynov Һүсејнов Huseynov Huseinov
Quluzadə Guluzade Гулузаде
Cəfərsoy Ҹәфәрсој Cafersoy Jafarsoy Djafarsoy Джафарсой
Nəsibli Nesibli Nasibli Насибли
Qafqaz Гафгаз Gafgaz
Çernomırdin Chernomyrdin Cernomirdin Черномырдин
Kozırev Kozyrev Kozirev Козырев
Anatoli Anatoly Анатолий
Dmitri Dmitry Dmitriy Дмитрий
Serj Serzh Серж Սերժ
Sarqsyan Sargsyan Саргсян Սարգսյան
Şuşa Шуша Shusha Susa
Laçiner Laciner Lachiner
Oğan Ogan Oghan
Azadlıq Azadlig Азадлыг
Lukoyl Lukoil Лукойл
Ağdam Агдам Aghdam Agdam
Zaqatala Zagatala Загатала
Məsum Mə'sum Masum
""".strip().splitlines()
# Of one name, and yet left apart: a rule would join too much, and the graph has both spellings.
APART = [
    ("Heydar", "Гейдар"),
    ("Huseynov", "Гусейнов"),
    ("Sargsyan", "Sarkisyan"),
    ("Baku", "Bakı"),
    ("Qarabağ", "Karabakh"),
    ("Dağıstan", "Dagestan"),
    ("Yerevan", "Ереван"),
]
DIFFERENT = [
    ("Iran", "Iraq"),
    ("Armenia", "Romania"),
    ("Turkey", "Turkestan"),
    ("Russia", "Prussia"),
    ("Baku", "Batumi"),
    ("Putin", "Rasputin"),
    ("Ankara", "Angara"),
    ("Chechnya", "China"),
    ("Gül", "Gala"),
    ("Nesibli 2000a", "Nesibli 2000e"),
    ("s3p1.1", "s3p11"),
    ("1991", "1999"),
    ("Turkey", "🦃"),
]


@pytest.mark.parametrize("line", MEETING, ids=lambda line: line.split()[0])
def test_spellings_of_one_name_meet(line: str) -> None:
    assert len(line.split()) > 2
    assert {fold(word): word for word in line.split()}.keys() == {fold(line.split(maxsplit=1)[0])}


def test_names_of_the_list_do_not_meet_each_other() -> None:
    assert len({fold(line.split()[0]) for line in MEETING}) == len(MEETING)


@pytest.mark.parametrize(("one", "other"), [*APART, *DIFFERENT])
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_no_two_entities_meet_by_folding_alone(engines: Mapping[str, Engine]) -> None:
    """Entities whose names fold to the same have a name in common, letter by letter."""
    found: dict[str, dict[Iri, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in names(engines["memory"]):
        found[fold(name.text)][name.entity].append(name.text)
    assert "" not in found
    shared = {folded: entities for folded, entities in found.items() if len(entities) > 1}
    assert shared, "there are terms with the label of a concept, such as visit"
    for folded, entities in shared.items():
        first, *others = entities.values()
        for other in others:
            assert any(same_name(a, b) for a in first for b in other), folded


@given(st.text(st.characters()))
def test_any_text_folds_to_plain_words(text: str) -> None:
    folded = fold(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", folded)
    assert fold(f"  {text}\t") == folded


@given(st.text(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_the_form_of_unicode_does_not_matter(text: str, form: str) -> None:
    assert fold(normalize(form, text)) == fold(text)  # type: ignore[arg-type]


@given(st.text(st.sampled_from("aeəiıoöuübcçdfgğhxjkqlmnprsştvyz ƏIİŞ")))
def test_the_case_of_letters_does_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)
