"""The knowledge graph of one scholarly article, and the tools to question it.

The package is laid out in layers; a module imports only from rows above its own, or from modules
that stand before it in its own row:

====  =============================================  =======================================
0     errors, terms                                  what can go wrong; how things are named
1     files, tokens, mistakes, sources, turtle       reading and writing RDF files
1     anchors                                        finding passages in a copy of the article
1     folding                                        spellings of one name made equal
1     results                                        the answers and their formats
2     sparql, engines, headers, queries, names       answering SPARQL; stored questions; names
3     search                                         entities found by their names
3     entities, copies, evidence, provenance         what is said of an entity; where and why
3     validation, network, exports                   findings, graphs, formats
4     pictures                                       networkx graphs drawn with matplotlib
5     build, cli                                     all in one go; the command line
====  =============================================  =======================================
"""

__version__ = "0.1.0"
__all__ = ["__version__"]
