"""Made-up graphs with the shape of the shipped one, at any size.

`writing` spells triples and made-up words, `measured` reads how often the shipped graph uses a
concept, `hubs` is what all articles share, `articles` makes one article, `faults` spoils some.
"""
