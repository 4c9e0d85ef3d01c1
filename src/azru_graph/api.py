"""The knowledge graph from Python: ``import azru_graph as az``.

The functions ask the shipped graph, which is loaded when it is first needed and then kept; `open`
gives the same for other files.

>>> import azru_graph as az
>>> for row in az.ask("year", year=1996):
...     print(row.date, row.event)
1996 Khasavyurt Treaty is signed
"""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Unpack

from azru_graph import entities, evidence, queries, search
from azru_graph.answers import Answer, Catalogue, Iri, Row
from azru_graph.errors import AzruError, MissingFileError, UnknownNameError, UsageError
from azru_graph.files import data_files, ontology_files
from azru_graph.given import texts
from azru_graph.names import filled, named
from azru_graph.results import Boolean, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import rdflib

    from azru_graph.engines import Engine
    from azru_graph.entities import Entity
    from azru_graph.evidence import Reasons
    from azru_graph.networks import Choices, Network
    from azru_graph.pictures import Picture

__all__ = [
    "Answer",
    "AzruError",
    "Catalogue",
    "Dataset",
    "Iri",
    "Row",
    "ask",
    "draw",
    "find",
    "graph",
    "network",
    "open",
    "questions",
    "show",
    "sparql",
    "why",
]


class Dataset:
    """What questions are answered from: RDF files and the ontology, a store, or an endpoint.

    Nothing is read before it is needed.
    """

    def __init__(
        self,
        files: Iterable[Path] = (),
        *,
        store: Path | None = None,
        endpoint: str | None = None,
        timeout: float | None = None,
    ) -> None:
        self._files = () if store or endpoint else (*files, *ontology_files())
        self._store = store
        self._endpoint = endpoint
        self._timeout = timeout

    def __repr__(self) -> str:
        named = self._endpoint or self._store or ", ".join(path.name for path in self._files)
        return f"<Dataset of {named}>"

    @cached_property
    def _engine(self) -> Engine:
        from azru_graph.engines import opened

        return opened(
            self._files, store=self._store, endpoint=self._endpoint, timeout=self._timeout
        )

    def graph(self) -> rdflib.Graph:
        """Give data and ontology as a new graph of rdflib, literals as they were written.

        Raises:
            DataError: A file is no RDF of its format.
            UsageError: A file cannot be read, or its suffix names no format; or a store or an
                endpoint is asked, which hold no files.
        """
        if not self._files:
            raise UsageError(
                "a store or an endpoint is not read whole", remedy="ask it with CONSTRUCT in sparql"
            )
        from azru_graph.sources import read_graph

        return read_graph(self._files)

    def ask(self, name: str, /, **values: object) -> Answer:
        """Answer a stored question.

        Args:
            name: The question, one of `questions`.
            values: Its parameters. A value is a str, int, Decimal, float, bool or date; an entity
                is given by its `Iri`, id, prefixed name or label. Of a list of values, any may
                match. None leaves a parameter out. One that is a word of Python is written with an
                underscore behind it, as in ``from_``.

        Raises:
            UnknownNameError: There is no such question, parameter, entity or choice.
            ParameterError: A value does not fit its parameter, or names several entities.

        >>> row = ask("shares")[0]
        >>> row.holder, row.percent, row.iri.curie
        ('Lukoil', Decimal('10'), 'id:share-lukoil-contract-of-the-century')
        >>> len(ask("timeline", year=1950))
        0
        >>> ask("timelines")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        azru_graph.errors.UnknownNameError: there is no question named 'timelines'...
        """
        stored = queries.get("questions", name)
        text = filled(self._engine, stored, texts(stored, values))
        table = queries.select(self._engine, text, path=stored.path)
        return Answer(table, title=stored.header.summary)

    def questions(self, tag: str | None = None) -> Catalogue:
        """Give the stored questions, or those with a tag.

        Raises:
            UnknownNameError: No question has the tag.

        >>> questions("time")["year"].header.parameters["year"].type
        'year'
        >>> questions("weather")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        azru_graph.errors.UnknownNameError: there is no tag named 'weather'...
        """
        known = queries.catalogue("questions")
        found = {name: one for name, one in known.items() if tag is None or tag in one.header.tags}
        if not found:
            tags = {own for one in known.values() for own in one.header.tags}
            raise UnknownNameError("tag", tag or "", tags)
        return Catalogue(found)

    def sparql(self, text: str) -> Answer | bool | rdflib.Graph:
        """Answer a SPARQL query; the prefixes of the graph need not be declared.

        Returns:
            The rows of SELECT, the truth of ASK, the graph of CONSTRUCT or DESCRIBE.

        Raises:
            SparqlSyntaxError: The text is no query.

        >>> sparql("ASK { id:state-russia a azru:State }")
        True
        >>> sparql("ASK { id:state-russia a azru:Place }")
        False
        """
        from azru_graph.syntax import with_prefixes

        answer = self._engine.query(with_prefixes(text))
        if isinstance(answer, Table):
            return Answer(answer, labels=partial(entities.labels, self._engine))
        if isinstance(answer, Boolean):
            return answer.value
        from azru_graph.exports import graph_of

        return graph_of(answer)

    def find(
        self, text: str, *, kinds: str | Iterable[str] = (), limit: int | None = None
    ) -> Answer:
        """Find entities by their names in any spelling, and claims by what they say.

        Args:
            text: What to look for; blank stands in every name.
            kinds: Only this kind or these, such as ``actor`` or ``place``; empty means all.
            limit: The most rows; None cuts nothing.

        Raises:
            UnknownNameError: There is no such kind.

        >>> find("Elçibəy", kinds="actor")[0].iri.curie
        'id:person-abulfaz-elchibey'
        >>> len(find("Atlantis"))
        0
        """
        chosen = [kinds] if isinstance(kinds, str) else kinds
        found = search.find(self._engine, text, kinds=chosen, limit=limit)
        return Answer(found, title=f"Entities named like “{text}”")

    def show(self, entity: str) -> Entity:
        """Give all that the graph says of an entity, named by IRI, prefixed name, id or label.

        Raises:
            UnknownNameError: There is none of that name.
            ParameterError: Several have it.

        >>> show("Baku").iri
        'https://w3id.org/azru/id/place-baku'
        >>> show("Atlantis")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        azru_graph.errors.UnknownNameError: there is no entity named 'Atlantis'...
        """
        return entities.describe(self._engine, named(self._engine, entity))

    def why(self, entity: str) -> Reasons:
        """Give the passages and works on which an entity or a claim rests; raises as `show`.

        >>> [place.passage for place in why("id:claim-s3p5-3b").passages]
        ['s3p5.3']
        >>> why("id:claim-s3p5-3z")
        Traceback (most recent call last):
            ...
        azru_graph.errors.UnknownNameError: there is no entity named 'id:claim-s3p5-3z'
        """
        return evidence.why(self._engine, named(self._engine, entity))

    def network(
        self,
        name: str,
        *entities: str,
        hops: int = 1,
        lang: str = "en",
        **choices: Unpack[Choices],
    ) -> Network:
        """Give a network as a graph of networkx, such as ``actors`` (who acted towards whom).

        Args:
            name: The network.
            entities: What it is about, where it is about anything, by IRI, id or label.
            hops: How many steps from that entity it reaches.
            lang: Labels in ``az``, ``ru`` or ``tr`` where there are any.
            choices: ``since`` and ``until``, a year, month or day, for what may have been then;
                ``kinds``, one or several, of edges, or of nodes with what is joined to them;
                ``min_weight``, of events between the same two; ``voice="author"`` for no claims of
                others.

        Raises:
            UnknownNameError: There is no network, entity, kind, voice or language of that name.
            ParameterError: A value means nothing to the network.
            DataError: Nothing of it is left.

        >>> network("actors").nodes["https://w3id.org/azru/id/state-russia"]["label"]
        'Russia'
        >>> part = network("actors", kinds="conflict", since=1994, until=1996, lang="az")
        >>> part.nodes["https://w3id.org/azru/id/state-russia"]["label"]
        'Rusiya'
        >>> network("planets")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        azru_graph.errors.UnknownNameError: there is no view named 'planets'...
        """
        from azru_graph.networks import choose, in_language

        return in_language(choose(self._whole(name, entities, hops), **choices), lang)

    def _whole(self, name: str, entities: Sequence[str], hops: int) -> Network:
        from azru_graph.networks import network

        iris = [named(self._engine, entity).value for entity in entities]
        return network(self._engine, name, iris, hops=hops)

    def draw(  # noqa: PLR0913 -- each is a choice of its own
        self,
        name: str,
        *entities: str,
        size: str = "page",
        greyscale: bool = False,
        lang: str = "en",
        hops: int = 1,
        title: str | None = None,
        caption: str = "",
        seed: int = 0,
        **choices: Unpack[Choices],
    ) -> Picture:
        """Draw a picture; ``azru draw`` lists those there are.

        Args:
            name: The picture, such as ``actors``.
            entities: As of `network`, and so are lang, hops and choices.
            size: ``column``, ``page``, ``plate``, ``slide``, ``screen``, or millimetres such as
                ``120x80``.
            greyscale: Whether every colour becomes its grey.
            lang: The language of labels.
            hops: Steps from the entity.
            title: A title of your own; '' leaves title and subtitle out.
            caption: What the foot says before the source.
            seed: Another number gives another layout.
            choices: What of the network is drawn.

        Returns:
            A picture, which shows itself in a notebook and has ``save(path)`` and ``text()``.

        Raises:
            UnknownNameError: There is no picture or no size of that name, or as `network`.
            ParameterError: Not even the least of it fits the size, or as `network`.
            DataError: There is nothing to draw.

        >>> picture = draw("actors", kinds="visit", title="Visits", size="column")
        >>> print(picture.text())  # doctest: +ELLIPSIS
        Visits
        <BLANKLINE>
        A network of 11 actors...
        >>> draw("planets")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
            ...
        azru_graph.errors.UnknownNameError: there is no picture named 'planets'...
        """
        from azru_graph import pictures

        view = pictures.PICTURES[pictures.known(name)][0]
        setting = pictures.Setting(
            size=pictures.size_named(size),
            title=title,
            caption=caption,
            grey=greyscale,
            seed=seed,
            **pictures.origin(self._engine),
        )
        whole = self._whole(view, entities, hops)
        return pictures.drawn(pictures.PICTURES[name][1], whole, setting, lang=lang, **choices)


def open(  # noqa: A001 - as in az.open
    files: Path | str | Iterable[Path | str] = (),
    *,
    editorial: bool = True,
    store: Path | str | None = None,
    endpoint: str | None = None,
    timeout: float | None = None,
) -> Dataset:
    """Open RDF to be asked; nothing is read before the first question.

    Args:
        files: RDF files to ask instead of the shipped data; none means that. The ontology is
            always there.
        editorial: False leaves out what an editor adds to the shipped data from outside the
            article.
        store: Directory of a store that ``azru load`` made, to be asked instead.
        endpoint: Address of a SPARQL endpoint, to be asked instead; credentials come from the
            environment, as on the command line.
        timeout: Seconds that a question to the endpoint may take; None means the usual.

    Raises:
        UsageError: Files, store and endpoint are mixed, or one stands in place of another.
        MissingFileError: A file is not there.

    >>> open(editorial=False)
    <Dataset of facts.ttl, azru.ttl, relations.ttl, schemes.ttl>
    >>> open("data.ttl", store="store")
    Traceback (most recent call last):
        ...
    azru_graph.errors.UsageError: files, store and endpoint exclude one another
      remedy: give one of them
    """
    several = [files] if isinstance(files, (str, Path)) else list(files)
    if sum(map(bool, (several, store, endpoint))) > 1:
        raise UsageError("files, store and endpoint exclude one another", remedy="give one of them")
    if store or endpoint:
        return Dataset(store=Path(store) if store else None, endpoint=endpoint, timeout=timeout)
    for name in map(str, several):
        if name.startswith(("http:", "https:")) or Path(name).is_dir():
            raise UsageError("is no file", path=name, remedy="give it as endpoint=… or store=…")
        if not Path(name).exists():
            raise MissingFileError("is not there", path=name, remedy="check the name")
    return Dataset(map(Path, several) if several else data_files(editorial=editorial))


def graph(*files: Path | str, editorial: bool = True) -> rdflib.Graph:
    """Give the shipped data, or files, with the ontology as a new graph of rdflib.

    Arguments as of `open`; raises as `Dataset.graph`.

    >>> from rdflib import URIRef
    >>> (URIRef("https://w3id.org/azru/id/state-russia"), None, None) in graph()
    True
    """
    return open(files, editorial=editorial).graph()


_shipped = open()
ask = _shipped.ask
draw = _shipped.draw
find = _shipped.find
network = _shipped.network
questions = _shipped.questions
show = _shipped.show
sparql = _shipped.sparql
why = _shipped.why
