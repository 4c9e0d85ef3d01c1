"""Calendars and timelines: every event is in them or counted, within its bounds and as exact."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import icalendar
import pytest
import rdflib
from rdflib.namespace import RDF, RDFS

from azru_graph.errors import EmptyExportError
from azru_graph.exports import content_of, export
from azru_graph.files import data_files
from azru_graph.terms import PREFIXES
from exporting import content
from hostile import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

AZRU = rdflib.Namespace(PREFIXES["azru"])
HEAD = "".join(
    f"@prefix {name}: <{PREFIXES[name]}> ." for name in ("azru", "id", "rdfs", "schema", "xsd")
)
HORIZON = "1991?/2010?"


def exported(name: str, *data: Path, **given: str) -> bytes:
    source = content_of(data or data_files(), **given) if data or given else content("shipped")
    written = export(source, name)
    assert isinstance(written, bytes)
    return written


def read(written: bytes) -> icalendar.Calendar:
    calendar = icalendar.Calendar.from_ical(written)
    assert isinstance(calendar, icalendar.Calendar)
    assert [one.errors for one in (calendar, *calendar.events) if one.errors] == []
    return calendar


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return content("shipped").graph


def dated(graph: rdflib.Graph) -> dict[str, rdflib.term.Node]:
    return {
        str(event): event
        for event in graph.subjects(RDF.type, AZRU.Event)
        if str(graph.value(event, AZRU.edtf)) != HORIZON
    }


@pytest.mark.reads("icalendar", "icalendar")
def test_the_calendar_holds_every_event_that_has_a_date(graph: rdflib.Graph) -> None:
    calendar = read(exported("icalendar"))
    events = dated(graph)
    every = set(graph.subjects(RDF.type, AZRU.Event))
    assert {str(one["UID"]) for one in calendar.events} == events.keys()
    assert str(calendar["X-AZRU-UNDATED"]) == str(len(every) - len(events)) == "11"
    assert str(calendar["DESCRIPTION"]).endswith(": 11.")
    for one in calendar.events:
        event = events[str(one["UID"])]
        first, last = (
            date.fromisoformat(str(graph.value(event, bound)))
            for bound in (AZRU.notBefore, AZRU.notAfter)
        )
        assert (one.decoded("DTSTART"), one.decoded("DTEND")) == (first, last + timedelta(days=1))
        assert str(one["SUMMARY"]) == str(graph.value(event, RDFS.label))
        edtf = str(graph.value(event, AZRU.edtf))
        precision = str(graph.value(event, AZRU.datePrecision)).rpartition("precision-")[2]
        assert (str(one["X-AZRU-EDTF"]), str(one["X-AZRU-PRECISION"])) == (edtf, precision)
        assert f"(EDTF {edtf}, precision: {precision})" in str(one["DESCRIPTION"])
        assert one.decoded("DTSTAMP") == datetime(2026, 11, 24, tzinfo=UTC)
        places = list(graph.objects(event, AZRU.tookPlaceAt))
        assert ("LOCATION" in one) == bool(places)


def test_an_open_side_and_a_plan_are_told() -> None:
    events = {str(one["UID"]).rpartition("/")[2]: one for one in read(exported("icalendar")).events}
    told = {key: str(one["DESCRIPTION"]) for key, one in events.items()}
    assert "1994 or later" in told["event-adoption-of-balanced-foreign-policy"]
    assert "gives no end" in told["event-adoption-of-balanced-foreign-policy"]
    assert "gives no beginning" in told["event-proposal-of-friendship-treaty"]
    plans = [key for key, one in events.items() if one.get("STATUS") == "CANCELLED"]
    assert len(plans) == 1
    assert "not held then" in told[plans[0]]


@pytest.mark.parametrize("base", ["https://w3id.org/azru/", f"https://example.org/{'ə' * 90}/"])
def test_lines_are_folded_after_the_base_is_put_in(base: str) -> None:
    written = exported("icalendar", base=base)
    lines = written.split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= 75
    assert b"\n" not in b"".join(lines)
    for line in lines:
        line.decode()  # no sign is cut
    uids = [str(one["UID"]) for one in read(written).events]
    assert all(uid.startswith(f"{base}id/event-") for uid in uids)


def made_up(tmp_path: Path, *events: str) -> Path:
    path = tmp_path / "facts.ttl"
    lines = [f"id:event-{n:02} a azru:Event ; {event} ." for n, event in enumerate(events)]
    path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return path


def between(first: str, last: str) -> str:
    return f'azru:notBefore "{first}"^^xsd:date ; azru:notAfter "{last}"^^xsd:date'


def test_any_text_is_the_name_of_an_event(tmp_path: Path) -> None:
    texts = [text for text in HOSTILE if text]
    day = between("2001-02-03", "2001-02-03")
    data = made_up(tmp_path, *(f"{day} ; rdfs:label {rdflib.Literal(x).n3()}" for x in texts))
    calendar = read(exported("icalendar", data))
    slides = json.loads(exported("timelinejs", data))["events"]
    for text, one, slide in zip(texts, calendar.events, slides, strict=True):
        kept = [x if (ord(x) >= 32 or x in "\n\t") and x != "\x7f" else "\ufffd" for x in text]
        assert str(one["SUMMARY"]) == "".join(kept)
        assert "<" not in slide["text"]["headline"]


def test_events_without_usable_bounds_are_counted(tmp_path: Path) -> None:
    data = made_up(
        tmp_path,
        between("2001-02-03", "2001-02-04"),
        'rdfs:label "No date"@en',
        between("2001-13-45", "2001-12-31"),
        between("2002-01-01", "2001-01-01"),
        between("2001-01-01", "9999-12-31"),
        between("1900-01-01", "2000-12-31") + ' ; azru:edtf "/"',
    )
    calendar = read(exported("icalendar", data))
    (event,) = calendar.events
    assert str(calendar["X-AZRU-UNDATED"]) == "5"
    assert str(event["SUMMARY"]) == "event-00"
    assert "2001-02-03/2001-02-04" not in str(event["DESCRIPTION"])
    assert "3–4 Feb 2001 (EDTF not given)" in str(event["DESCRIPTION"])
    assert event.decoded("DTSTAMP") == datetime(2026, 11, 24, tzinfo=UTC)  # the ontology's


@pytest.mark.parametrize("name", ["icalendar", "timelinejs"])
def test_without_a_dated_event_there_is_nothing_to_write(name: str) -> None:
    with pytest.raises(EmptyExportError, match="no event has a date"):
        exported(name, only="shapes")


# The documented format: property → whether it must be there, and the types of its value.
DATE = {"year": (True, int), "month": (False, int), "day": (False, int)}
TEXT = {"headline": (True, str), "text": (False, str)}
SLIDE: dict[str, tuple[bool, Any]] = {
    "unique_id": (False, str),
    "start_date": (True, DATE),
    "end_date": (False, DATE),
    "display_date": (False, str),
    "text": (False, TEXT),
    "group": (False, str),
    "autolink": (False, bool),
}
TITLE = {name: SLIDE[name] for name in ("unique_id", "text")}


def check(value: object, form: object, where: str) -> None:
    """Hold a value against the documented format; no property that it does not have."""
    if isinstance(form, type):
        assert type(value) is form, where
        return
    assert isinstance(form, dict)
    assert isinstance(value, dict), where
    assert value.keys() <= form.keys(), where
    for name, (needed, inner) in form.items():
        assert name in value or not needed, f"{where}: {name}"
        if name in value:
            check(value[name], inner, f"{where}: {name}")


def test_the_timeline_has_the_documented_format(graph: rdflib.Graph) -> None:
    timeline = json.loads(exported("timelinejs"))
    assert timeline.keys() == {"title", "events"}
    check(timeline["title"], TITLE, "title")
    for slide in timeline["events"]:
        check(slide, SLIDE, slide["unique_id"])
    names = [slide["unique_id"] for slide in timeline["events"]]
    assert len(set(names)) == len(names)
    events = dated(graph)
    assert {f"slide-{iri.rpartition('/')[2]}" for iri in events} == set(names)
    assert ": 11." in timeline["title"]["text"]["text"]
    iris = {f"slide-{iri.rpartition('/')[2]}": event for iri, event in events.items()}
    for slide in timeline["events"]:
        event = iris[slide["unique_id"]]
        for name, bound in {"start_date": AZRU.notBefore, "end_date": AZRU.notAfter}.items():
            day = slide[name]
            assert date(day["year"], day["month"], day["day"]).isoformat() == str(
                graph.value(event, bound)
            )
        precision = str(graph.value(event, AZRU.datePrecision)).rpartition("precision-")[2]
        assert slide["display_date"].endswith(f" ({precision})")
        assert str(event) in slide["text"]["text"]


def test_the_timeline_takes_another_base() -> None:
    text = exported("timelinejs", base="https://example.org/").decode()
    assert "w3id.org/azru" not in text
    assert "https://example.org/id/event-coup-1993" in text
