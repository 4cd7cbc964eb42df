.DEFAULT_GOAL := help
.PHONY: help install run test bench docs lock clean

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export SQLITE_DBNAME ?= crisis.sqlite

BIN := .venv/bin
RUNS := .venv/.runs
TESTS := .venv/.tests
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
PACKAGES := $(wildcard domain projections ledger exchange api benchmarks docs tests)
COMPILE := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --quiet

help: ## Show these commands
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 12

install: $(TESTS) ## Make .venv, with the command crisis and all that tests need

run: $(RUNS) ## Load the crisis of Goma if the ledger is empty, and serve it
	@$(BIN)/crisis load-scenario goma-2025 --if-empty
	@echo "Ask it: curl 'http://$(HOST):$(PORT)/state/territory?on=2025-01-29&place=goma'"
	@$(BIN)/crisis serve --host $(HOST) --port $(PORT)

test: $(TESTS) ## All that must hold: format, style, types, direction of imports, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict $(PACKAGES)
	$(BIN)/lint-imports
	$(BIN)/pytest

bench: $(TESTS) ## Measure appending, asking and starting
	$(BIN)/python -m benchmarks.measure

docs: $(TESTS) ## Make anew the pages of docs/reference that follow from the code
	$(BIN)/python -m docs.generated

lock: $(TESTS) ## Choose the newest versions that pyproject.toml allows
	$(COMPILE) --upgrade --output-file requirements.lock
	$(COMPILE) --upgrade --extra dev --constraint requirements.lock \
		--output-file requirements-dev.lock

clean: ## Remove .venv and what tools leave behind; the ledger stays
	rm -rf .venv *.egg-info build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "Crisis Ledger needs Python 3.11 or newer, and $(PYTHON) is" \
			"$$($(PYTHON) --version 2>/dev/null || echo not there)." \
			"Name another one: make run PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv

$(RUNS): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the ledger needs into .venv ..."
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-deps --editable .
	@touch $(RUNS)

$(TESTS): requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing what the ledger and its tests need into .venv ..."
	@$(PIP) --require-hashes -r requirements-dev.lock
	@$(PIP) --no-deps --editable .
	@touch $(RUNS) $(TESTS)
