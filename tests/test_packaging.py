"""The wheel carries everything and answers without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_an_unpacked_wheel_answers_and_validates(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "site")
    for folder in ("ontology", "data", "queries"):
        for path in (ROOT / folder).rglob("*.*"):
            assert f"azru_graph/shipped/{path.relative_to(ROOT)}" in names
    assert "azru_graph/py.typed" in names
    outputs = []
    for place in (tmp_path / "site", ROOT / "src"):
        run = subprocess.run(
            [sys.executable, "-P", "-m", "azru_graph", "query", "timeline"],
            capture_output=True,
            check=True,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(place)},
        )
        outputs.append(run.stdout)
    assert outputs[0] == outputs[1]
    where = subprocess.run(
        [sys.executable, "-P", "-c", "import azru_graph; print(azru_graph.__file__)"],
        capture_output=True,
        check=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
    )
    assert where.stdout.startswith(str(tmp_path))
