# Unhurried. `make` alone lists what can be done.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
N ?=
TIME ?=
BOTH_ENGINES := $(addprefix tests/promises/,test_races.py test_states.py test_conflicts.py)
WORDS_AND_KEYS := $(wildcard tests/test_*.py tests/web/*/test_words.py) tests/policy \
  tests/notify/test_sentences.py tests/web/clinician/test_plain_words.py \
  $(addprefix tests/web/test_,contrast.py translation.py wording.py words.py) \
  $(addprefix tests/crypto/test_,envelope.py policy.py root.py seals.py)
# every page is asked on both engines by test_eyes and test_bad_input, every service by its own tests
PAGES := tests/browser tests/cases $(addprefix tests/web/,client clinician clinic public)
ONE_ENGINE := tests/core tests/library tests/content $(WORDS_AND_KEYS) $(PAGES) \
  $(filter-out $(BOTH_ENGINES),$(wildcard tests/promises/test_*.py))
LONGEST_FIRST := walks pages postgresql promised rules demo-check check

.PHONY: help setup setup-test browser debian demo serve test rules pages promised postgresql walks demo-check check fast bench faults promises shots lock messages wheel clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

$(VENV)/runtime: requirements/runtime.txt requirements/build.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Unhurried needs Python 3.11 or newer."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --no-print-directory debian PACKAGE=python3-venv
	@$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt -r requirements/build.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test: $(VENV)/runtime requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

setup: $(VENV)/runtime  ## prepare .venv with what a clinic runs

setup-test: setup $(VENV)/test browser

browser:
	@command -v chromium >/dev/null || $(MAKE) --no-print-directory debian PACKAGE=chromium

debian:
	@if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && apt-get install -y -qq $(PACKAGE) >/dev/null; \
	else echo "Please install the package $(PACKAGE) first."; exit 1; fi

demo: setup  ## a lit-up clinic of invented people, on port 8000
	$(BIN)/unhurried demo

serve: setup  ## serve this machine's own installation
	$(BIN)/unhurried setup && $(BIN)/unhurried serve

check: setup-test  ## style, types, layers, templates, library
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet src/unhurried
	$(BIN)/unhurried content lint
	mkdir -p build && $(BIN)/unhurried content coverage > build/coverage.txt || { cat build/coverage.txt; exit 1; }

test: setup-test  ## everything: checks, both engines, browser, faults at a small N, the demo's pages
	@$(MAKE) --no-print-directory --jobs=4 --output-sync=target $(LONGEST_FIRST)

rules:
	$(BIN)/python -m pytest $(addprefix --ignore=tests/,promises browser web)

pages:
	$(BIN)/python -m pytest tests/web

promised:
	$(BIN)/python -m pytest tests/promises

walks:
	$(BIN)/python -m pytest tests/browser

postgresql:  # what no engine changes is asked of the embedded one
	UNHURRIED_TEST_ENGINE=postgresql $(BIN)/python -m pytest $(addprefix --ignore=,$(ONE_ENGINE))

demo-check:
	$(BIN)/unhurried demo --check

fast: setup-test  ## the tests without browser and faults
	$(BIN)/python -m pytest -m "not browser and not faults"

bench: setup-test  ## figures as ratios in one run
	$(BIN)/python -m tests.bench

faults: setup-test  ## kills, full disks, canaries; N=200 for the long run
	N=$(N) $(BIN)/python -m pytest -m faults
	N=$(N) UNHURRIED_TEST_ENGINE=postgresql $(BIN)/python -m pytest -m faults

promises: setup-test  ## what a partner can learn, a line each; N=200 for the long run, TIME=1 for response times
	@mkdir -p build && rm -f build/promises.txt
	@export N=$(N) TIME=$(TIME) PROMISES_FILE=$(CURDIR)/build/promises.txt; \
	  $(BIN)/python -m pytest tests/promises; status=$$?; \
	  UNHURRIED_TEST_ENGINE=postgresql $(BIN)/python -m pytest $(addprefix tests/promises/test_,races.py conflicts.py) \
	    || status=1; \
	  sort build/promises.txt; exit $$status

shots: setup-test  ## every page as a picture, in build/shots
	$(BIN)/python -m tests.shots

lock: setup-test  ## lock the requirements again
	for part in runtime build test; do $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header \
	  --no-emit-index-url --python-version 3.11 --upgrade requirements/$$part.in -o requirements/$$part.txt; done

messages: setup-test  ## collect every text for translators into build/messages.pot
	mkdir -p build && $(BIN)/pybabel -q extract -F babel.cfg -k gettext_lazy -o build/messages.pot .

wheel: setup-test  ## build the wheel into dist/
	$(BIN)/python -m build --wheel --no-isolation

clean:  ## remove what was built; the demo too
	rm -rf build dist
