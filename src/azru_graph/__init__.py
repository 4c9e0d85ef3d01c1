"""The knowledge graph of one scholarly article, and the tools to question it.

The names below come from ``azru_graph.api``, which is loaded when the first of them is used.

The package is laid out in layers; a module imports only from rows above its own, or from modules
that stand before it in its own row:

====  =============================================  =======================================
0     errors, terms                                  what can go wrong; how things are named
1     files, tokens, mistakes, sources, turtle       reading and writing RDF files
1     anchors, dates                                 finding passages in a copy; reading EDTF
1     folding, chains, slips                         spellings; shortest chains; slips of SPARQL
1     results, markup                                the answers and their formats
2     algebra                                        the patterns of a SPARQL query
2     syntax, engines, headers, queries, names       answering SPARQL; stored questions; names
3     search                                         entities found by their names
3     entities, copies, evidence, provenance, paths  what is said of an entity; where and why
3     vocabulary, explain                            the words of a graph; what a query would do
3     answers, given, handbook                       Python there and back; questions as a page
3     executables, validation                        questions as RDF; findings
4     networks, exports, push, pictures, gallery     networkx graphs; their formats; sent; drawn
5     pages, web                                     what a reader sees; the service that shows it
6     api, build, cli                                Python; all in one go; the command line
====  =============================================  =======================================
"""

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "AzruError",
    "Catalogue",
    "Dataset",
    "Iri",
    "Row",
    "__version__",
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

# Type checkers take the name for true; to import it from typing would double the time of loading.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from azru_graph.api import (
        Answer,
        AzruError,
        Catalogue,
        Dataset,
        Iri,
        Row,
        ask,
        draw,
        find,
        graph,
        network,
        open,  # noqa: A004 - as in az.open
        questions,
        show,
        sparql,
        why,
    )
else:

    def __getattr__(name: str) -> object:
        """Load a name when it is first used (PEP 562)."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from azru_graph import api

        globals().update((own, getattr(api, own)) for own in api.__all__)
        return globals()[name]

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
