"""The graph as tables: nothing is lost, keys hold, and other programs read what was written."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import duckdb
import pandas as pd
import pytest
import uritemplate
from csvw import CSVW
from rdflib.query import ResultRow

from azru_graph import exports
from azru_graph.errors import DataError
from azru_graph.exports.columns import ENTITIES
from azru_graph.exports.csvw import METADATA
from azru_graph.exports.rows import typed
from azru_graph.exports.tables import TABLES
from azru_graph.terms import BASE, PREFIXES, XSD, Iri, Literal, Term, expand, local_name
from exporting import GRAPHS, OTHER_BASE, content, csv_rows, entry, folder, rows, triples, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from azru_graph.exports.columns import Column, Table

Triple = tuple[Term, Term, Term]
FORMATS = ("csvw", "cytoscape", "dot", "gexf", "graphml", "kuzu", "neo4j", "parquet", "sqlite")
LANG_STRING = expand("rdf:langString")
# What a description by columns cannot tell, since language or datatype change from row to row.
BY_ROW = {
    expand(name)
    for name in (
        "rdfs:label",
        "skos:altLabel",
        "skos:prefLabel",
        "dcterms:title",
        "azru:claimValue",
    )
}


def parts(name: str, form: str) -> Iterator[bytes]:
    whole = written(name, form)
    yield from [whole] if isinstance(whole, bytes) else whole.values()


def object_of(column: Column, row: dict[str, str]) -> Term | None:
    """Give the value that a column states, as the description of the tables has it."""
    cell = row[column.name]
    if column.datatype == "anyURI":
        return Iri(cell) if cell else None
    if column.datatype == "literal":
        datatype, language = (row[one] for one in told_of(column))
        return Literal(cell, XSD + "string" if datatype == LANG_STRING else datatype, language)
    if not cell:
        return None
    if column.datatype == "text":
        return Literal(cell, language=row[told_of(column)[-1]])
    return Literal(cell, XSD + column.datatype, column.language)


def told_of(column: Column) -> list[str]:
    (table,) = [one for one in TABLES if column in one.columns]
    return [one.name for one in table.columns if one.of == column.name]


def stated(table: Table, row: dict[str, str]) -> Iterator[Triple]:
    """Give what a row of a table says."""
    subject = Iri(row[table.columns[0].name])
    if table.classes:
        for column in table.columns[1:]:
            value = object_of(column, row)
            if column.property and value and value.value:
                yield subject, Iri(expand(column.property)), value
    elif table.name != ENTITIES:
        value = object_of(table.value, row)
        assert value is not None
        names = {local_name(expand(name)): expand(name) for name in table.properties}
        role = row[table.role.name] if table.role else ""
        yield (
            subject,
            Iri(names[role] if role else row.get("property") or min(names.values())),
            value,
        )


@pytest.mark.parametrize("name", GRAPHS)
def test_every_statement_is_in_a_table(name: str) -> None:
    found = {
        triple
        for table in TABLES
        for row in csv_rows(entry(name, "csvw", f"{table.name}.csv"))
        for triple in stated(table, row)
    }
    assert found == triples(name)


@pytest.mark.reads("csvw", "csvw")
@pytest.mark.parametrize("name", GRAPHS)
def test_tables_are_described_and_the_description_is_valid(name: str, tmp_path: Path) -> None:
    described = CSVW(str(folder(name, "csvw", tmp_path) / METADATA), strict=False)
    assert described.is_valid, described.warnings
    counts = {table.local_name[:-4]: len(list(table)) for table in described.tables}
    assert counts == {table: len(own) for table, own in rows(name).items()}


def filled(template: str, row: dict[str, Any]) -> str:
    return str(uritemplate.expand(template, **row))


def converted(name: str) -> Iterator[Triple]:
    """Convert to RDF as "Generating RDF from Tabular Data on the Web" has it, in minimal mode."""
    described = json.loads(entry(name, "csvw", METADATA))
    for table in described["tables"]:
        schema = table["tableSchema"]
        columns = {
            column["name"]: column
            for column in schema["columns"]
            if not (table.get("suppressOutput") or column.get("suppressOutput"))
        }
        for row in csv_rows(entry(name, "csvw", table["url"])):
            subject = Iri(filled(schema["aboutUrl"], row))
            for column, told in columns.items():
                if not row[column]:
                    continue
                value: Term = Literal(row[column], XSD + told["datatype"], told.get("lang", ""))
                if "valueUrl" in told:
                    value = Iri(filled(told["valueUrl"], row))
                yield subject, Iri(filled(told["propertyUrl"], row)), value


def as_uris(triple: Triple) -> Triple:
    """Write IRIs as a template of RFC 6570 expands to them: beyond ASCII with percent signs."""
    one, two, three = (
        Iri(quote(term.value, safe="%:/?#[]@!$&'()*+,;=~")) if isinstance(term, Iri) else term
        for term in triple
    )
    return one, two, three


@pytest.mark.parametrize("name", GRAPHS)
def test_description_gives_the_statements_back(name: str) -> None:
    found = set(converted(name))
    left = set(map(as_uris, triples(name))) - found
    assert found <= set(map(as_uris, triples(name)))
    others = {(row[0], row[1]) for row in rows(name)["other_values"]}
    assert {(one.value, two.value) for one, two, _ in left if two.value not in BY_ROW} <= others
    assert all(isinstance(value, Literal) for _, _, value in left)


def test_every_table_and_column_is_told_of() -> None:
    texts = [
        part for table in TABLES for part in (table.about, *(one.about for one in table.columns))
    ]
    assert all(texts)
    assert not [text for text in texts if text.endswith(".")]
    names = Counter(table.name for table in TABLES)
    assert max(names.values()) == 1
    assert {one.to for table in TABLES for one in table.columns} - {""} <= names.keys()


@pytest.mark.reads("SQLite", "sqlite")
@pytest.mark.parametrize("name", GRAPHS)
def test_sqlite(name: str) -> None:
    database = sqlite3.connect(":memory:")
    whole = written(name, "sqlite")
    assert isinstance(whole, bytes)
    database.deserialize(whole)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    (keys,) = database.execute("SELECT count(*) FROM pragma_foreign_key_list('claims')").fetchone()
    assert keys == sum(
        bool(column.to) for table in TABLES if table.name == "claims" for column in table.columns
    )
    for table, own in rows(name).items():
        assert database.execute(f'SELECT count(*) FROM "{table}"').fetchone() == (len(own),)  # noqa: S608
    for view, table in {
        "claims_in_words": "claims",
        "disputes_in_words": "claim_relations",
        "participations_in_words": "participations",
    }.items():
        (count,) = database.execute(f"SELECT count(*) FROM {view}").fetchone()  # noqa: S608
        assert count == len(rows(name)[table])
    (count,) = database.execute("SELECT count(*) FROM sources_in_words").fetchone()
    assert count == len(rows(name)["attestations"]) + len(rows(name)["evidence"])
    database.close()


@pytest.mark.parametrize(
    "form",
    [pytest.param(form, marks=pytest.mark.reads("DuckDB", form)) for form in ("csvw", "parquet")],
)
@pytest.mark.parametrize("name", GRAPHS)
def test_duckdb_has_all_rows_and_every_reference_leads_somewhere(
    name: str, form: str, tmp_path: Path
) -> None:
    suffix = {"csvw": "csv", "parquet": "parquet"}[form]
    folder(name, form, tmp_path)
    with duckdb.connect() as database:
        for table in TABLES:
            path = str(tmp_path / f"{table.name}.{suffix}")
            source = (
                "read_parquet(?)"
                if form == "parquet"
                else "read_csv(?, header = true, all_varchar = true, max_line_size = 4000000)"
            )
            database.execute(f'CREATE TABLE "{table.name}" AS SELECT * FROM {source}', [path])  # noqa: S608
            assert database.table(table.name).columns == [one.name for one in table.columns]
            assert len(database.table(table.name)) == len(rows(name)[table.name])
        for table in TABLES:
            for column in table.columns:
                if column.to:
                    lost = database.execute(
                        f'SELECT own.* FROM "{table.name}" AS own'  # noqa: S608 -- our names
                        f' ANTI JOIN "{column.to}" AS other ON other.iri = own."{column.name}"'
                        f' WHERE own."{column.name}" IS NOT NULL'
                    )
                    assert lost.fetchall() == []
        types = dict(
            database.execute(
                "SELECT column_name, data_type FROM information_schema.columns"
                " WHERE table_name IN ('claims', 'events', 'shares', 'ranges')"
            ).fetchall()
        )
    if form == "parquet":
        assert (types["negated"], types["not_before"], types["percent"], types["starts"]) == (
            "BOOLEAN",
            "DATE",
            "DOUBLE",
            "BIGINT",
        )


@pytest.mark.parametrize("name", GRAPHS)
def test_parquet_has_the_values_of_the_csv_files(name: str, tmp_path: Path) -> None:
    folder(name, "parquet", tmp_path)
    with duckdb.connect() as database:
        for table, own in rows(name).items():
            found = database.read_parquet(str(tmp_path / f"{table}.parquet")).fetchall()
            (columns,) = [one.columns for one in TABLES if one.name == table]
            for read, given in zip(found, own, strict=True):
                values = [one.isoformat() if isinstance(one, date) else one for one in read]
                assert values == [*map(typed, columns, given)]


@pytest.mark.reads("pandas", "csvw")
@pytest.mark.parametrize("name", GRAPHS)
def test_csv_through_pandas(name: str, tmp_path: Path) -> None:
    folder(name, "csvw", tmp_path)
    for table, own in rows(name).items():
        frame = pd.read_csv(tmp_path / f"{table}.csv", dtype=str, keep_default_na=False)
        assert len(frame) == len(own)
        if name != "hostile":  # pandas takes a lone carriage return for the end of a line
            assert frame.to_numpy().tolist() == [[cell or "" for cell in row] for row in own]


def test_claims_keep_voice_mode_and_negation() -> None:
    graph = content("shipped").graph
    asked = graph.query(
        "SELECT ?claim ?voice ?mode ?negated { ?claim a azru:Claim ; prov:wasAttributedTo ?voice ;"
        " azru:assertionMode ?mode ; azru:isNegated ?negated }",
        initNs=PREFIXES,
    )
    expected = {tuple(map(str, row)) for row in asked if isinstance(row, ResultRow)}
    assert len(expected) == 264
    read = csv_rows(entry("shipped", "csvw", "claims.csv"))
    assert {(row["iri"], row["voice"], row["mode"], row["negated"]) for row in read} == expected
    database = sqlite3.connect(":memory:")
    database.deserialize(written("shipped", "sqlite"))  # type: ignore[arg-type]
    found = database.execute("SELECT iri, voice, mode, iif(negated, 'true', 'false') FROM claims")
    assert set(found) == expected
    shown = database.execute(
        "SELECT count(*) FROM claims_in_words"
        " WHERE voice <> '' AND mode <> '' AND negated IN (0, 1) AND object <> ''"
    )
    assert shown.fetchone() == (264,)
    database.close()


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_empty_keeps_its_columns(form: str) -> None:
    """The shares of the made-up graph: there is none."""
    assert rows("made-up")["shares"] == []
    if form == "csvw":
        assert (
            entry("made-up", form, "shares.csv") == b"iri,label,agreement,holder,percent,note\r\n"
        )
    elif form == "neo4j":
        assert entry("made-up", form, "nodes-Share.csv").startswith(
            b"iri:ID,label:string,names:string"
        )
    elif form == "kuzu":
        assert entry("made-up", form, "Share.csv") == b"iri,label,names,percent,note\r\n"
        assert b"CREATE NODE TABLE `Share`" in entry("made-up", form, "schema.cypher")
    elif form == "parquet":
        assert b"percent" in entry("made-up", form, "shares.parquet")
    else:
        assert b"".join(parts("made-up", form))


@pytest.mark.parametrize("form", FORMATS)
def test_base_is_put_in_everywhere(form: str, tmp_path: Path) -> None:
    """Also in what is compressed, which is read back for that."""
    whole = exports.export(content("made-up", OTHER_BASE), form)
    files = {"only": whole} if isinstance(whole, bytes) else whole
    if form == "parquet":
        with duckdb.connect() as database:
            for name, one in files.items():
                (tmp_path / name).write_bytes(one)
            text = str([database.read_parquet(str(tmp_path / name)).fetchall() for name in files])
    else:
        text = "".join(one.decode("latin-1") for one in files.values())
    assert BASE not in text
    assert OTHER_BASE + "id/claim-s2p1-1a" in text


@pytest.mark.parametrize("form", FORMATS)
def test_blank_nodes_are_refused(form: str, tmp_path: Path) -> None:
    path = tmp_path / "facts.ttl"
    path.write_text("[] <http://example.org/says> 1 .", encoding="utf-8")
    with pytest.raises(DataError, match="blank nodes"):
        exports.export(exports.Content({"facts": [path]}), form)


def test_what_fits_no_column_stands_with_the_rest() -> None:
    own = {row[0]: row for row in rows("hostile")["events"]}
    event = own[expand("id:event")]
    assert "2001-02-03" in event
    rest = {(str(row[1]), str(row[2])) for row in rows("hostile")["other_values"]}
    for text in ("2001-13-45", "2001-02-04"):
        assert (expand("azru:notBefore"), text) in rest
    assert (expand("azru:notAfter"), "2001-02-03Z") in rest
    links = {(str(row[1]), str(row[2])) for row in rows("hostile")["other_links"]}
    assert (expand("azru:carriedOutBy"), expand("id:claim-1")) in links
    assert not re.search("event", str(rows("hostile")["tenures"]))
    (percent,) = [row[4] for row in rows("hostile")["shares"]]
    assert percent == "10.50"
