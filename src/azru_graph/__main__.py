"""Run the command line as ``python -m azru_graph``."""

from azru_graph.cli import main

if __name__ == "__main__":
    main()
