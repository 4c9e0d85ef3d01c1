"""The service: an ASGI app over the graph, which starts no server by itself.

`app` has the table of all addresses, `routes` says what a row of it is, `jobs` what workers make
for them. A request is read and answered in the serving process; whatever takes time or reads what
strangers wrote is a job for a worker (`pool`, `nursery`, `worker`), and its answer is kept.
"""

from __future__ import annotations

__all__: list[str] = []
