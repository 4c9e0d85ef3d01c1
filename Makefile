# Everything a fresh machine needs: python3 (3.11 or newer), make and a network.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt

.PHONY: run docs test check bench assets clean

run: .venv/run.stamp  ## validate, answer, draw and export everything into out/
	$(BIN)/azru build out

docs: run  ## renew what is made by program in docs/
	cp out/catalogue.md out/gallery.md docs/
	rm -rf docs/pictures
	mkdir docs/pictures
	cp out/pictures/*-page.svg docs/pictures/

test: .venv/dev.stamp  ## run every test
	$(BIN)/python -m pytest -n auto --durations=12

check: .venv/dev.stamp  ## lint and type-check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

bench: .venv/dev.stamp  ## run every benchmark
	@set -e; for script in $(sort $(filter-out bench/generate.py,$(wildcard bench/*.py))); do echo "== $$script"; $(BIN)/python "$$script"; done

assets: frontend/node_modules/.stamp  ## bundle what the pages take from npm (needs node and npm)
	node frontend/build.js

frontend/node_modules/.stamp: frontend/package.json frontend/package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --prefix frontend
	@touch $@

clean:  ## remove what the targets above made
	rm -rf .venv .foreign frontend/node_modules src/azru_graph/pages/assets/built out

.venv/run.stamp: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(INSTALL) -e .
	@touch $@

.venv/dev.stamp: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(INSTALL) -e '.[dev]'
	@touch $@
