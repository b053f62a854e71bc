# The commands of this repository. `make help` lists them. A machine needs Python 3.11 or newer, and make.
# All paths are relative, so that a folder with spaces in its name works.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:
SHELL := /bin/sh

# The first Python that is new enough; `make PYTHON=/path/to/python3.12 test` takes another.
NEW_ENOUGH := import sys; raise SystemExit(sys.version_info < (3, 11))
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3 python; do \
	"$$python" -c "$(NEW_ENOUGH)" 2>/dev/null && echo "$$python" && break; done)

BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
LOCKED := $(PIP) install --require-hashes --no-deps
COMPILE := $(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header
JOBS ?= 2

.PHONY: help demo serve test check unit bench setup docs measure soak lock clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 16

demo: .venv/.runtime ## set up, then read the example reports
	$(BIN)/according read examples/
	@echo
	@echo "To look at them as web pages: make serve"

serve: .venv/.web ## read the example reports into demo.db, then open the web pages of it
	ACCORDING_STORE=sqlite:///demo.db $(BIN)/according read examples/ --keep --output demo.txt
	$(BIN)/according serve demo.db

test: ## set up, check, and run all tests; ARGS= goes to pytest
	@$(MAKE) --no-print-directory check
	@$(MAKE) --no-print-directory unit

unit: .venv/.dev ## all tests, without the checks; ARGS= goes to pytest
	$(BIN)/python -m pytest -n $(JOBS) $(ARGS)

check: .venv/.dev ## format, lint, types, and which way imports run
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.dev ## what reading costs, in processor time and memory, as ratios with bounds
	$(BIN)/python -m bench

soak: .venv/.dev ## long trials of the store, into soak.jsonl; ARGS="kill --kills 30" runs one, smaller
	$(BIN)/python -m bench.soak $(or $(ARGS),all)

setup: .venv/.all ## set up everything: all extras and tools

docs: .venv/.all ## write the tables of the docs, and build the pages into site/
	$(BIN)/python docs/tables.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

measure: .venv/.runtime ## write docs/measured.md: all measures whose data is here (ACCORDING_DATA)
	$(BIN)/python docs/measured.py

# Each step holds the one before it, so that `make -j` runs one pip at a time.
.venv/.created:
	@test -n "$(PYTHON)" && "$(PYTHON)" -c "$(NEW_ENOUGH)" || { \
		echo "According needs Python 3.11 or newer, found $$("$(PYTHON)" --version 2>/dev/null || echo none)." >&2; \
		echo "Install one, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; }
	@"$(PYTHON)" -m venv .venv || { rm -rf .venv; \
		echo "No virtual environment could be made; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@touch $@

.venv/.runtime: .venv/.created requirements/runtime.txt requirements/build.txt pyproject.toml
	$(LOCKED) -r requirements/runtime.txt
	$(LOCKED) -r requirements/build.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

.venv/.web: .venv/.runtime requirements/web.txt
	$(LOCKED) -r requirements/web.txt
	@touch $@

.venv/.dev: .venv/.runtime requirements/dev.txt
	$(LOCKED) -r requirements/dev.txt
	@touch $@

.venv/.all: .venv/.dev requirements/all.txt
	$(LOCKED) -r requirements/all.txt
	@touch $@

lock: .venv/.created ## write the lock files anew from pyproject.toml; ARGS=--upgrade takes newer releases
	$(PIP) install uv
	$(COMPILE) $(ARGS) pyproject.toml --all-extras -o requirements/all.txt
	$(COMPILE) $(ARGS) -c requirements/all.txt pyproject.toml --extra dev -o requirements/dev.txt
	$(COMPILE) $(ARGS) -c requirements/all.txt pyproject.toml -o requirements/runtime.txt
	$(COMPILE) $(ARGS) -c requirements/all.txt pyproject.toml --extra web -o requirements/web.txt
	$(COMPILE) $(ARGS) -c requirements/all.txt requirements/build.in -o requirements/build.txt

clean: ## remove what the commands above made
	rm -rf .venv site dist demo.db* demo.txt .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +
