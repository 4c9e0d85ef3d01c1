"""Which of the formats on offer is chosen for an Accept header."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azru_graph.web.negotiation import best, quality, suffixed

TURTLE, JSON, RDF, HTML = "text/turtle", "application/ld+json", "application/rdf+xml", "text/html"
OFFERS = [TURTLE, JSON, RDF, HTML]
# What a browser sends.
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"

CASES = {
    "no header": (None, TURTLE),
    "an empty header": ("", TURTLE),
    "anything": ("*/*", TURTLE),
    "a single star, as Java once sent": ("*", TURTLE),
    "one type": (RDF, RDF),
    "capital letters": ("Application/RDF+XML", RDF),
    "the order of the offers, where nothing else decides": (f"{HTML}, {RDF}, {JSON}", JSON),
    "the higher quality": (f"{TURTLE};q=0.5, {RDF};q=0.8, {HTML};q=0.7", RDF),
    "blanks around everything": (f"  {TURTLE} ; q=0.5 ,\t{RDF} ; q=0.8 ", RDF),
    "the closer range decides on the quality": (f"text/*;q=0.9, {TURTLE};q=0.1, */*;q=0.5", HTML),
    "the closer range wins among equals": (f"*/*, {HTML}", HTML),
    "a subtype of any kind": ("application/*", JSON),
    "quality 0 refuses": (f"{TURTLE};q=0, */*", JSON),
    "nothing on offer": ("image/png", None),
    "nothing but what is refused": ("*/*;q=0", None),
    "all of a type refused": ("application/*;q=0, application/ld+json", JSON),
    "a browser": (BROWSER, HTML),
    "a charset that all have": (f"{RDF};charset=UTF-8", RDF),
    "a charset that none has": (f"{RDF};charset=latin1, {HTML};q=0.1", HTML),
    "a parameter that we lack": (f'{JSON};profile="a, b; q=0", {TURTLE};q=0.9', JSON),
    "the range without it is closer": (f"{HTML};level=1, {HTML};q=0.4, {RDF};q=0.5", RDF),
    "three decimals": (f"{TURTLE};q=0.998, {RDF};q=0.999", RDF),
    "a quality above one is no quality": (f"{RDF};q=2, {HTML};q=0.1", HTML),
    "nor is one below nought": (f"{RDF};q=-1, {HTML};q=0.1", HTML),
    "nor a word": (f"{RDF};q=high, {HTML};q=0.1", HTML),
    "a star before a subtype means nothing": (f"*/turtle, {HTML};q=0.1", HTML),
    "nothing but mistakes is as if there were none": (";;;,,/,text/,=", TURTLE),
    "an open quotation mark": (f'{HTML};a="x, {RDF}', TURTLE),
    "empty elements": (f",, {RDF} ,,", RDF),
}


@pytest.mark.parametrize("name", CASES)
def test_choice(name: str) -> None:
    accept, chosen = CASES[name]
    assert best(accept, OFFERS) == chosen


def test_parameters_of_an_offer_are_heeded() -> None:
    offers = ["text/html;level=1", "text/html;level=2"]
    assert best("text/html;level=2", offers) == "text/html;level=2"
    assert best("text/html;level=2;q=0.5, text/html", offers) == "text/html;level=1"
    assert best("text/html;level=3", offers) is None


@given(st.text(alphabet='*/;,=q10.5 "\\ab+texhml-', max_size=60))
def test_any_header_is_understood_or_passed_over(accept: str) -> None:
    chosen = best(accept, OFFERS)
    assert chosen is None or chosen in OFFERS
    assert 0 <= quality(accept, "gzip") <= 1


KINDS = st.sampled_from([*OFFERS, "text/*", "application/*", "*/*", "image/png"])
QUALITIES = st.integers(0, 1000).map(lambda number: number / 1000)


@given(st.dictionaries(KINDS, QUALITIES, min_size=1))
def test_choice_is_the_best_by_the_rules(ranges: dict[str, float]) -> None:
    """Compared with the rules told in another way: the closest range gives each its quality."""

    def liked(offer: str) -> tuple[float, int]:
        major = offer.partition("/")[0]
        for closeness, name in ((3, offer), (2, f"{major}/*"), (1, "*/*")):
            if name in ranges:
                return ranges[name], closeness
        return 0, 0

    accept = ", ".join(f"{name};q={liked:.3f}" for name, liked in ranges.items())
    chosen = best(accept, OFFERS)
    most = max(map(liked, OFFERS))
    if most[0] == 0:
        assert chosen is None
    else:
        assert chosen == next(offer for offer in OFFERS if liked(offer) == most)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.ttl", ("a", TURTLE)),
        ("a.b.ttl", ("a.b", TURTLE)),
        ("a", ("a", None)),
        (".ttl", (".ttl", None)),
        ("a.exe", ("a.exe", None)),
        ("", ("", None)),
    ],
)
def test_suffix(name: str, found: tuple[str, str | None]) -> None:
    assert suffixed(name, {"ttl": TURTLE}) == found
