"""The knowledge graph of one scholarly article, and the tools to question it.

The package is laid out in layers; a module imports only from layers below its own:

====  =============================================  ==================================
0     errors, terms                                  what can go wrong; how things are named
1     files, sources, turtle, anchors, results       reading and writing; pure functions
2     engine, queries                                answering SPARQL; the stored questions
3     validation, network, exports                   findings; graphs; formats
4     pictures                                       networkx graphs drawn with matplotlib
5     build, cli                                     the whole site in one go; the command line
====  =============================================  ==================================
"""

__version__ = "0.1.0"
__all__ = ["__version__"]
