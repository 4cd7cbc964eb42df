.DEFAULT_GOAL := help
.PHONY: help install page run test bench docs lock clean node-js chromium-browser

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
export SQLITE_DBNAME ?= crisis.sqlite

BIN := .venv/bin
RUNS := .venv/.runs
TESTS := .venv/.tests
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
PACKAGES := $(wildcard domain history projections answers ledger exchange api cli page benchmarks docs tests)
COMPILE := $(BIN)/uv pip compile --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --quiet

PAGE := page
BUILT := $(PAGE)/dist/index.html
API := $(shell find $(wildcard domain history projections answers ledger exchange api) -name '*.py')
TYPES := $(PAGE)/src/made/api.d.ts
SHAPES := $(PAGE)/src/shapes/made/world.json
READS := .venv/.page
MODULES := $(PAGE)/node_modules/.installed
SOURCES := $(wildcard $(addprefix $(PAGE)/,index.html *.json *.js *.ts)) \
	$(shell find $(PAGE)/src $(PAGE)/public -not -path '*/made*')
# A Node.js that is in .venv comes first: it is there only where the machine has none that fits.
NODE := PATH="$(CURDIR)/$(BIN):$$PATH"
NPM := cd $(PAGE) && $(NODE) npm --loglevel=error
NODE_FITS := $(NODE) npm --version >/dev/null 2>&1 && $(NODE) node --eval 'const [major, minor] = \
	process.versions.node.split(".").map(Number); process.exit( \
	major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)'

help: ## Show these commands
	@grep -E '^[a-z]+:.*## ' Makefile | sed 's/:.*## /\t/' | expand -t 12

install: $(TESTS) ## Make .venv, with the command crisis and all that tests need

page: $(TYPES) $(BUILT) ## Build the web page, if it is not built yet or has changed

run: $(RUNS) $(BUILT) ## Build the page, load the crisis of Goma if the ledger is empty, and serve both
	@$(BIN)/crisis load-scenario goma-2025 --if-empty
	@$(BIN)/crisis serve --host $(HOST) --port $(PORT)

test: $(TESTS) $(TYPES) $(BUILT) node-js chromium-browser ## All that must hold: format, style, types, direction of imports, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict $(PACKAGES)
	$(BIN)/lint-imports
	$(NPM) run --silent format:check
	$(NPM) run --silent check
	$(BIN)/pytest

bench: $(TESTS) $(BUILT) chromium-browser ## Measure appending, asking and starting, and the page in a browser
	$(BIN)/python -m benchmarks.measure
	$(BIN)/python -m benchmarks.page

docs: $(TESTS) ## Make anew the pages of docs/reference that follow from the code
	$(BIN)/python -m docs.generated

lock: $(TESTS) ## Choose the newest versions that pyproject.toml allows
	$(COMPILE) --upgrade pyproject.toml --output-file requirements.lock
	$(COMPILE) --upgrade pyproject.toml --extra dev --constraint requirements.lock \
		--output-file requirements-dev.lock
	for group in page node; do $(COMPILE) --upgrade --group $$group \
		--constraint requirements-dev.lock --output-file requirements-$$group.lock || exit; done

clean: ## Remove .venv, the built page and what tools leave behind; the ledger stays
	rm -rf .venv *.egg-info build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf $(PAGE)/node_modules $(PAGE)/dist $(PAGE)/src/made $(PAGE)/src/shapes/made

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

$(READS): requirements-page.lock | $(BIN)/python
	@echo "Installing what the map is made of into .venv ..."
	@$(PIP) --require-hashes -r requirements-page.lock || { \
		echo "The map needs packages of PyPI's, which could not be installed." >&2; exit 1; }
	@touch $(READS)

node-js: requirements-node.lock | $(BIN)/python
	@$(NODE_FITS) 2>/dev/null || { \
		echo "Here is no Node.js 20.19 or newer; installing one into .venv ..."; \
		$(PIP) --require-hashes -r requirements-node.lock; }

chromium-browser:
	@tests/page/browser.sh

$(MODULES): $(PAGE)/package-lock.json $(PAGE)/package.json $(PAGE)/.npmrc | node-js
	@echo "Installing what the page is made of into $(PAGE)/node_modules ..."
	@($(NPM) ci --no-progress) >/dev/null || { \
		echo "The page needs packages of npm's, which could not be installed." >&2; exit 1; }
	@touch $(MODULES)

$(TYPES): $(API) $(RUNS) $(MODULES) | node-js
	@echo "Making the page's types from the API's description ..."
	@mkdir -p $(@D)
	@$(BIN)/python -m api > $(@D)/openapi.json
	@($(NPM) run --silent types) >/dev/null || { \
		echo "The page's types could not be made: what is wrong is told above." >&2; exit 1; }

$(SHAPES): $(wildcard $(PAGE)/shapes/*) $(READS) $(MODULES) | node-js
	@echo "Making the map's shapes ..."
	@($(NPM) run --silent shapes) || { \
		echo "The map's shapes could not be made: what is wrong is told above." >&2; exit 1; }

$(BUILT): $(SOURCES) $(SHAPES) $(MODULES) | node-js
	@echo "Building the page ..."
	@($(NPM) run --silent build -- --logLevel warn) || { \
		echo "The page could not be built: what is wrong is told above." >&2; exit 1; }
