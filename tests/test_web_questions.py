"""Stored questions over HTTP: the same bytes as elsewhere, and plain words on what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import azru_graph as az
from azru_graph.files import folder
from azru_graph.queries import catalogue
from azru_graph.web.kinds import ANSWERS
from command import azru

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from clients import Client

ASKED: list[tuple[str, str, dict[str, object]]] = [
    ("year", "year=1996", {"year": 1996}),
    ("timeline", "from=1992&until=1993-06", {"from_": "1992", "until": "1993-06"}),
    ("actors", "", {}),
    (
        "disputes",
        "speaker=Elçibəy&speaker=id:state-russia",
        {"speaker": ["Elçibəy", "id:state-russia"]},
    ),
]


def test_every_question_is_answered_alike_everywhere(
    web: Client, tmp_path: Path, count_cases: Callable[[str, int], None]
) -> None:
    """By the command line, over HTTP and by Python, to the last byte."""
    names = list(catalogue("questions"))
    count_cases("questions over HTTP", len(names))
    forms = ("csv", "json")
    lines = [f"query {n} --format {f} -o {tmp_path}/{n}.{f}\n" for n in names for f in forms]
    run = azru("shell", given="".join(lines).encode())
    assert (run.returncode, run.stderr) == (0, "")
    for name in names:
        asked = az.ask(name)
        for form in forms:
            answer = web.get(f"/q/{name}.{form}")
            assert answer.status_code == 200, (name, form)
            assert answer.content == (tmp_path / f"{name}.{form}").read_bytes(), (name, form)
            assert answer.content.decode() == asked.to(form), (name, form)


@pytest.mark.parametrize(("name", "query", "values"), ASKED)
def test_values_and_formats(name: str, query: str, values: dict[str, object], web: Client) -> None:
    expected = az.ask(name, **values)
    for form in ANSWERS.keys() - {"html", "rq"}:
        answer = web.get(f"/q/{name}.{form}?{query}")
        assert answer.status_code == 200, answer.text
        assert answer.content.decode() == expected.to(form), form
    text = web.get(f"/q/{name}.rq?{query}").text
    asked = az.sparql(text)
    assert isinstance(asked, az.Answer)
    assert asked.to("csv") == expected.to("csv")


def test_twins_keep_the_values(web: Client) -> None:
    answer = web.get("/q/disputes?speaker=El%C3%A7ib%C9%99y&speaker=", accept="text/csv")
    place = answer.headers["content-location"]
    assert place == "./disputes.csv?speaker=El%C3%A7ib%C9%99y"
    assert web.get(f"/q/{place}").content == answer.content
    assert f'<{place.replace("csv", "json")}>; rel="alternate"' in answer.headers["link"]


def test_what_a_form_leaves_empty_means_any(web: Client) -> None:
    assert web.get("/q/timeline.csv?year=&from=").content == web.get("/q/timeline.csv").content


def test_downloads_have_the_name_of_the_question(web: Client) -> None:
    named = web.get("/q/year.csv?year=1996").headers["content-disposition"]
    assert named == 'attachment; filename="year.csv"'
    assert web.get("/q/year.excel").headers["content-disposition"] == named
    assert web.get("/q/year.excel").content[:3] == b"\xef\xbb\xbf"
    assert "content-disposition" not in web.get("/q/year.json").headers


@pytest.mark.parametrize(
    ("path", "status", "detail", "remedy"),
    [
        ("/q/yeer.csv", 404, "there is no question named 'yeer'", "did you mean year?"),
        ("/q/year.xls", 404, "there is no question named 'year.xls'", "did you mean year?"),
        ("/q/year.csv?yaer=1", 400, "there is no parameter of year named 'yaer'", "did you mean"),
        ("/q/year.csv?year=soon", 400, "does not fit the parameter year", "four digits"),
        ("/q/disputes.csv?speaker=Rusjia", 400, "there is no agent named 'Rusjia'", "Russia"),
        ("/q/year.csv?year=%ff", 400, "not UTF-8", ""),
        ("/q/year.csv?a=1&year=%0d%0aX-Evil:%201", 400, "there is no parameter", ""),
        ("/q/..%2f..%2fetc%2fpasswd.csv", 404, "there is no", ""),
        ("/q/year%22%0d%0aX-Evil:%201.csv", 404, "there is no question named", ""),
    ],
)
def test_what_is_wrong(path: str, status: int, detail: str, remedy: str, web: Client) -> None:
    answer = web.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert detail in told["detail"]
    assert remedy in told.get("remedy", "")
    assert "x-evil" not in answer.headers
    assert str(folder("queries")) not in answer.text


def test_values_are_terms_and_never_text(web: Client) -> None:
    """What would end a query if it were text gives no rows, or is refused; nothing runs of it."""
    for text in ('" } UNION { ?s ?p ?o } #', "\\u0022 }", "x> } ; <y"):
        answer = web.get(f"/q/disputes.json?speaker={text}".replace("#", "%23").replace(";", "%3B"))
        assert answer.status_code == 400, text


def test_list(web: Client) -> None:
    listed = {one["name"]: one for one in web.get("/questions.json").json()["questions"]}
    stored = catalogue("questions")
    assert list(listed) == list(stored)
    for name, one in listed.items():
        header = stored[name].header
        assert one["summary"] == header.summary
        assert [own["name"] for own in one["parameters"]] == list(header.parameters)
        assert one["columns"] == dict(header.columns)
    assert web.get("/" + listed["year"]["links"]["json"]).status_code == 200
    own = {own["name"]: own for one in listed.values() for own in one["parameters"]}
    assert "Russia" not in own["speaker"].get("choices", ()), "entities may be many"
    assert any(one.get("choices") for one in own.values())
