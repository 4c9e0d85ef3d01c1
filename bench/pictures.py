"""`azru draw`, whole process, against a plain script of networkx and matplotlib for the same graph.

The plain script is given the graph ready made, as GraphML, and draws it with the spring layout and
matplotlib's own boxes and labels; nothing keeps its labels apart.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from azru_graph import networks
from azru_graph.pictures import PICTURES
from pairs import compare

AZRU = str(Path(sys.executable).parent / "azru")
PLAIN = """
import sys
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import networkx as nx
graph = nx.read_graphml(sys.argv[1])
plt.figure(figsize=(7.2, 7.2))
places = nx.spring_layout(graph, seed=1)
nx.draw(graph, places, labels=dict(graph.nodes(data="label")), font_size=7, node_shape="s")
plt.savefig(sys.argv[2])
"""


def main() -> None:
    """Compare each picture that needs no entity, and all of them together."""
    with tempfile.TemporaryDirectory() as scratch:
        ours, plain = [], []
        for name, (view, _, _) in PICTURES.items():
            if view in networks.ABOUT:
                continue
            graph, drawn = (str(Path(scratch, f"{name}.{end}")) for end in ("graphml", "svg"))
            subprocess.run([AZRU, "draw", name, "-o", graph], check=True, capture_output=True)
            ours.append([AZRU, "draw", name, "-o", drawn])
            plain.append([sys.executable, "-c", PLAIN, graph, drawn])
            compare(f"draw {name}", ours[-1], plain[-1], runs=3, at_most=1.5)
        together = "import subprocess, sys\nfor words in {}: subprocess.run(words, check=True)"
        compare(
            "draw all",
            [sys.executable, "-c", together.format(ours)],
            [sys.executable, "-c", together.format(plain)],
            runs=3,
            at_most=1.5,
        )


if __name__ == "__main__":
    main()
