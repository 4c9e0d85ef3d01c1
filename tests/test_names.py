"""Which entity a text names: by id, IRI or any name, in any spelling, or by a part of a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from azru_graph.engines.embedded import Embedded
from azru_graph.errors import ParameterError, UnknownNameError
from azru_graph.headers import Parameter
from azru_graph.names import choices, main_names, names, nearest, resolve
from azru_graph.terms import ID, Iri, compact, expand
from hostile import HOSTILE, NO_TEXT, NUL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from azru_graph.engines import Engine

DATA = """
@prefix azru: <https://w3id.org/azru/ontology#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix id: <https://w3id.org/azru/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
azru:State rdfs:subClassOf foaf:Agent .
foaf:Agent rdfs:label "agent"@en .
id:state-russia a azru:State ; rdfs:label "Russia"@en ; skos:altLabel "Rusiya"@az .
id:person-one a foaf:Person, foaf:Agent ; rdfs:label "Aliyev"@en .
id:person-two a foaf:Person, foaf:Agent ; rdfs:label "Elder"@en ; skos:altLabel "aliyev" .
id:person-three a foaf:Person, foaf:Agent ; rdfs:label "Əliyev Qəbələ"@az , "Gebele Eliyev"@en .
id:place-russia a azru:Place ; rdfs:label "Russia" .
id:claim-one a azru:Claim ; rdfs:label "Claim one" ; azru:paraphrase "Some elder said so." .
<urn:x:y> rdfs:label "Elsewhere: a place" .
"""


@pytest.fixture(name="engine")
def _engine(tmp_path: Path) -> Embedded:
    path = tmp_path / "data.ttl"
    path.write_text(DATA, encoding="utf-8")
    return Embedded([path])


@pytest.mark.parametrize(
    ("text", "class_name", "found"),
    [
        ("Rusiya", None, "id:state-russia"),
        (" RUSIYA ", None, "id:state-russia"),
        ("Russia", "foaf:Agent", "id:state-russia"),
        ("Rossiya Rusiya", None, None),
        ("place-russia", None, "id:place-russia"),
        ("https://w3id.org/azru/id/place-russia", None, "id:place-russia"),
        ("urn:x:y", None, "<urn:x:y>"),
        ("elsewhere: A place", None, "<urn:x:y>"),
        ("elder", "foaf:Agent", "id:person-two"),
        ("Элдер", None, "id:person-two"),
        ("Алиев Габала", None, "id:person-three"),
        ("Gabala", None, "id:person-three"),
        ("Some elder said so.", None, "id:claim-one"),
        ("said", None, None),
        ("el", None, None),
        ("place-russia", "foaf:Agent", None),
        ("Gabala", "azru:Place", None),
    ],
)
def test_resolve(engine: Embedded, text: str, class_name: str | None, found: str | None) -> None:
    within = class_name and expand(class_name)
    if found is None:
        with pytest.raises(UnknownNameError):
            resolve(engine, text, within)
    else:
        iri = found[1:-1] if found[0] == "<" else expand(found)
        assert resolve(engine, text, within) == Iri(iri)


def test_the_own_spelling_comes_before_others(engine: Embedded) -> None:
    """Two have the name Aliyev; the third has it as a part, and comes not in between."""
    with pytest.raises(ParameterError) as caught:
        resolve(engine, "Aliyev")
    assert caught.value.remedy == "choose one of: id:person-one, id:person-two"
    with pytest.raises(ParameterError, match="'russia' names several entities"):
        resolve(engine, "russia")


def test_an_unknown_name_says_what_was_meant(engine: Embedded) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(engine, "Rusha", expand("foaf:Agent"))
    assert str(caught.value) == "there is no agent named 'Rusha'\n  remedy: did you mean Russia?"
    with pytest.raises(UnknownNameError) as caught:
        resolve(engine, ID + "nobody")
    assert caught.value.what == "there is no entity named 'id:nobody'"
    with pytest.raises(UnknownNameError) as caught:
        resolve(engine, "zzz\n" * 1000, expand("foaf:Agent"))
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("text", [*HOSTILE, *NUL, *NO_TEXT], ids=lambda text: ascii(text)[:30])
def test_a_hostile_name_names_nothing(engine: Embedded, text: str) -> None:
    for within in (None, expand("foaf:Agent"), "urn:x> } #"):
        with pytest.raises((UnknownNameError, ParameterError)):
            resolve(engine, text, within)


def test_the_english_label_stands_for_an_entity(engine: Embedded) -> None:
    known = names(engine)
    assert main_names(known)[Iri(ID + "person-three")] == "Gebele Eliyev"
    assert main_names(reversed(known)) == main_names(known)
    assert [name.text for name in known if name.entity.value == ID + "state-russia"] == [
        "Russia",
        "Rusiya",
    ]


def test_nearest_takes_the_likest_first(engine: Embedded) -> None:
    assert [name.text for name in nearest(names(engine), "Rusja")] == ["Russia"]
    assert nearest(names(engine), "Gebela Aliyef")[0].entity == Iri(ID + "person-three")
    assert nearest(names(engine), "eldr sayd") == []
    (claim,) = nearest(names(engine), "elder sayd so", paraphrases=True)
    assert claim.kind == "paraphrase"
    assert nearest(names(engine), "x" * 10_000) == nearest(names(engine), "…") == []
    assert nearest(names(engine), "no " * 1000) == nearest([], "Russia") == []


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Moskow", "Moscow"),  # a letter wrong,
        ("Lukol", "Lukoil"),  # too few,
        ("Vladmir Putiin", "Vladimir Putin"),  # too many,
        ("Kermlin", "Kremlin"),  # two in the wrong order
        ("Kasavjurt", "Khasavyurt Treaty"),  # and two slips in a long word
        ("Mutalibof", "Ayaz Mutallibov"),  # in the name that is alike
        ("America", "Voice of America"),
    ],
)
def test_what_is_suggested_has_the_words_asked_for(
    engines: Mapping[str, Engine], text: str, first: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(engines["memory"], text)
    assert f"did you mean {first}" in str(caught.value.remedy)


@pytest.mark.parametrize("text", ["Stalin", "nothing", "Минск", "OSCE", "defence", "timeline"])
def test_nothing_is_suggested_where_nothing_is_alike(
    engines: Mapping[str, Engine], text: str
) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(engines["memory"], text)
    assert caught.value.remedy is None


def test_choices(engines: Mapping[str, Engine]) -> None:
    engine = engines["memory"]
    modes = Parameter("mode", "iri", scheme_iri=expand("scheme:assertion-modes"))
    assert choices(engine, modes) == (
        "asserted",
        "attributed",
        "denial",
        "reported",
        "speculation",
    )
    places = choices(engine, Parameter("place", "iri", expand("dcterms:Location")))
    assert {"Baku", "Kremlin"} <= set(places)
    for name in places:
        assert resolve(engine, name, expand("dcterms:Location"))
    assert choices(engine, Parameter("x", "choice", choices=("b", "a"))) == ("b", "a")
    assert choices(engine, Parameter("x", "boolean")) == ("false", "true")
    assert choices(engine, Parameter("x", "iri")) == choices(engine, Parameter("x", "date")) == ()


@pytest.mark.parametrize(
    ("text", "within", "found"),
    [
        ("Putin", "foaf:Agent", "id:person-vladimir-putin"),
        ("Путин", "foaf:Agent", "id:person-vladimir-putin"),
        ("Əliyev Heydər", None, "id:person-heydar-aliyev"),
        ("Алиев Ильхам", None, "id:person-ilham-aliyev"),
        ("Elçibəy", "foaf:Agent", "id:person-abulfaz-elchibey"),
        ("Elchibey", "foaf:Agent", "id:person-abulfaz-elchibey"),
        ("Gebele", "dcterms:Location", "id:place-gebele-base"),
        ("Qəbələ", "dcterms:Location", "id:place-gebele-base"),
        ("Gabala", "dcterms:Location", "id:place-gebele-base"),
        ("Qımır", None, "id:place-gimir"),
        ("Xasavyurt", "azru:Agreement", "id:agreement-hasavyurt-treaty"),
        ("Khasavyurt", "azru:Agreement", "id:agreement-hasavyurt-treaty"),
        ("azerbaycan", None, "id:state-azerbaijan"),
        ("denial", "scheme:assertion-modes", "scheme:mode-denial"),
        ("s3p6.3", "azru:Passage", "id:passage-s3p6-3"),
        ("opposed", "rdf:Property", "rel:opposed"),
        ("Kuliev 1996", "fabio:Work", "id:work-kuliyev-1996"),
    ],
)
def test_entities_of_the_article(
    engines: Mapping[str, Engine], text: str, within: str | None, found: str
) -> None:
    for engine in engines.values():
        assert resolve(engine, text, within and expand(within)) == Iri(expand(found))


def test_every_name_leads_to_its_entity_or_to_all_that_share_it(
    engines: Mapping[str, Engine],
) -> None:
    engine = engines["memory"]
    known = names(engine, expand("foaf:Agent"))
    assert len(known) > 100
    for name in known:
        assert resolve(engine, name.text, expand("foaf:Agent")) == name.entity


def test_an_ambiguous_part_lists_the_candidates(engines: Mapping[str, Engine]) -> None:
    with pytest.raises(ParameterError) as caught:
        resolve(engines["memory"], "Алиев", expand("foaf:Agent"))
    assert caught.value.remedy == ("choose one of: id:person-heydar-aliyev, id:person-ilham-aliyev")
    with pytest.raises(ParameterError, match=r"choose one of: .* and \d+ more"):
        resolve(engines["memory"], "cites", expand("cito:Citation"))


def test_one_word_means_a_person_and_no_other_agent(engines: Mapping[str, Engine]) -> None:
    for text in ("Putin", "Путин", "putin vladimir"):
        assert compact(resolve(engines["memory"], text).value) == "id:person-vladimir-putin"
    assert compact(resolve(engines["memory"], "Kremlin").value) == "id:place-kremlin"
    for text, within in (("Baku", "foaf:Agent"), ("president", None), ("America", None)):
        with pytest.raises(UnknownNameError, match="did you mean"):
            resolve(engines["memory"], text, within and expand(within))
