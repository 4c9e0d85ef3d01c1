"""Where a copy of the article may lie: it is not part of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

ARTICLE = Path(__file__).resolve().parent.parent.parent / "shared" / "article"
needs_article = pytest.mark.skipif(not ARTICLE.is_dir(), reason="no copy of the article is here")
