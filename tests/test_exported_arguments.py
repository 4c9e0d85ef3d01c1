"""Argdown: its own parser finds every claim with its holder, and no relation that is not there."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
from rdflib.namespace import RDF, RDFS, SKOS

from azru_graph.errors import EmptyExportError
from azru_graph.exports import content_of, export
from azru_graph.files import data_files, folder
from azru_graph.sources import read_graph
from azru_graph.terms import ID, PREFIXES
from exporting import OTHER_BASE, content
from hostile import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.foreign("node-argdown")

AZRU, PROV = (rdflib.Namespace(PREFIXES[name]) for name in ("azru", "prov"))
# Modules of node are looked for by path: import knows no NODE_PATH.
PARSE = """
const { existsSync, readFileSync } = require('fs');
const { delimiter, join } = require('path');
const places = process.env.NODE_PATH.split(delimiter);
const paths = places.map(place => join(place, '@argdown', 'core', 'dist', 'index.js'));
import('file://' + paths.find(path => existsSync(path))).then(({ argdown }) => {
  const input = readFileSync(0, 'utf8');
  const process = ['parse-input', 'build-model', 'build-map', 'export-dot'];
  const found = argdown.run({ process, input, throwExceptions: true });
  const titles = relation => [relation.relationType, relation.from.title, relation.to.title];
  const statements = Object.values(found.statements).map(statement => {
    const [definition] = statement.members.filter(member => !member.isReference);
    return [statement.title, { text: definition.text.replace(/ +$/, ''), data: statement.data }];
  });
  console.log(JSON.stringify({
    errors: [...found.parserErrors, ...found.lexerErrors].map(String),
    head: found.frontMatter,
    sections: found.sections.map(section => section.title),
    arguments: Object.keys(found.arguments),
    statements: Object.fromEntries(statements),
    relations: found.relations.map(titles),
    dot: found.dot,
  }));
});
"""


def parsed(environment: Mapping[str, str], written: object) -> dict[str, Any]:
    assert isinstance(written, bytes)
    run = subprocess.run(
        ["node", "-e", PARSE], input=written, capture_output=True, check=True, env=environment
    )
    found: dict[str, Any] = json.loads(run.stdout)
    assert found["errors"] == []
    return found


@pytest.mark.reads("Argdown", "argdown")
def test_every_claim_is_a_statement_with_its_holder_and_nothing_more(
    foreign_environment: dict[str, str],
) -> None:
    found = parsed(foreign_environment, export(content("shipped"), "argdown"))
    graph = read_graph([*data_files(), *folder("ontology").glob("schemes.ttl")])
    statements: dict[str, Any] = {}
    relations: set[tuple[str, str, str]] = set()
    for claim in graph.subjects(RDF.type, AZRU.Claim):
        key = str(claim).removeprefix(ID)
        mode = graph.value(graph.value(claim, AZRU.assertionMode), SKOS.prefLabel)
        holder = graph.value(graph.value(claim, PROV.wasAttributedTo), RDFS.label)
        negated = str(graph.value(claim, AZRU.isNegated)) == "true"
        manner = f"{mode}, negated" if negated else mode
        statements[key] = {
            "text": f"{holder} ({manner}): {graph.value(claim, AZRU.paraphrase)}",
            "data": {
                "holder": [str(holder)],
                "mode": str(mode),
                "negated": negated,
                "passages": [
                    str(graph.value(passage, SKOS.notation))
                    for passage in graph.objects(claim, AZRU.attestedIn)
                ],
                "iri": str(claim),
            },
        }
        for kind, predicate in {"attack": AZRU.disputes, "undercut": AZRU.qualifies}.items():
            for other in graph.objects(claim, predicate):
                relations.add((kind, key, str(other).removeprefix(ID)))
        effect = graph.value(claim, AZRU.claimObject)
        causal = (claim, RDF.type, AZRU.CausalClaim) in graph and not negated
        if causal and (effect, RDF.type, AZRU.Claim) in graph:
            relations.add(("support", key, str(effect).removeprefix(ID)))
    for told in (statements, found["statements"]):
        for statement in told.values():
            statement["data"]["passages"].sort()  # in the file, in the order of reading
    assert len(statements) == 264
    assert found["statements"] == statements
    assert {tuple(relation) for relation in found["relations"]} == relations
    assert len(found["relations"]) == len(relations)
    assert {kind for kind, *_ in relations} == {"attack", "undercut", "support"}
    assert found["arguments"] == []
    assert found["sections"][:2] == ["Front matter", "Introduction"]
    # A map shows those that have to do with another.
    shown = {key for _, *ends in relations for key in ends}
    assert found["dot"].count("statement-map-node") == len(shown)
    assert "nothing is asserted here" in found["head"]["abstract"]


HEAD = "".join(
    f"@prefix {name}: <{PREFIXES[name]}> ." for name in ("azru", "id", "prov", "rdfs", "skos")
)


def made_up(tmp_path: Path, *statements: str) -> Path:
    path = tmp_path / "facts.ttl"
    path.write_text("\n".join([HEAD, *statements]), encoding="utf-8")
    return path


def test_any_text_is_a_claim_and_a_holder(
    tmp_path: Path, foreign_environment: dict[str, str]
) -> None:
    texts = [
        *(text for text in HOSTILE if text.strip()),
        *("[a]: b", "<c>", "@[d] @<e>", "// f", "/* g */", "<!-- h -->", "i.j.k :smile: l", "#tag"),
        *("{m: n} o", "_p_ *q* __r__", "+ s", "=== t ===", "---", "[u](v)", "(1) w", "x } y, z"),
    ]
    made = [
        f"id:claim-{number:02} a azru:Claim ; azru:paraphrase {rdflib.Literal(text).n3()} ;"
        f" prov:wasAttributedTo id:p{number} . id:p{number} rdfs:label"
        f" {rdflib.Literal(text).n3()} ."
        for number, text in enumerate(texts)
    ]
    written = export(content_of([made_up(tmp_path, *made)]), "argdown")
    plain = [
        "".join("\ufffd" if ord(x) < 32 or 127 <= ord(x) < 160 else x for x in " ".join(t.split()))
        for t in texts
    ]
    found = parsed(foreign_environment, written)
    assert found["relations"] == found["arguments"] == []
    statements = [found["statements"][key] for key in sorted(found["statements"])]
    assert [one["text"] for one in statements] == [
        f"{text} (mode not given): {text}" for text in plain
    ]
    assert [one["data"]["holder"] for one in statements] == [[text] for text in plain]


def test_a_claim_of_which_little_is_known(
    tmp_path: Path, foreign_environment: dict[str, str]
) -> None:
    path = made_up(
        tmp_path,
        'id:a a azru:Claim ; rdfs:label "Named"@en ; azru:disputes id:b , id:gone .',
        "id:b a azru:Claim ; prov:wasAttributedTo id:x , id:y .",
        'id:x rdfs:label "X"@en . id:y rdfs:label "Y"@en .',
        "id:c a azru:Claim , azru:CausalClaim ; azru:claimObject id:b ; azru:isNegated true .",
    )
    found = parsed(foreign_environment, export(content_of([path]), "argdown"))
    assert {key: one["text"] for key, one in found["statements"].items()} == {
        "a": "Holder not given (mode not given): Named",
        "b": "X and Y (mode not given): b",
        "c": "Holder not given (mode not given, negated): c",
    }
    assert found["statements"]["a"]["data"]["negated"] is None
    assert found["relations"] == [["attack", "a", "b"]]


def test_another_base_stands_everywhere() -> None:
    written = export(content("shipped", OTHER_BASE), "argdown")
    assert isinstance(written, bytes)
    assert b"w3id.org/azru" not in written
    assert written.count(f"{OTHER_BASE}id/claim-".encode()) == 264


def test_without_claims_there_is_nothing_to_write() -> None:
    with pytest.raises(EmptyExportError, match="there is no claim"):
        export(content_of(data_files(), only="shapes"), "argdown")
