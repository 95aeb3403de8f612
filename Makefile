# `make run` and `make test` do all the set-up: a virtual environment in .venv, every version pinned by constraints.txt.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Nothing is sent anywhere by the tools.
export DO_NOT_TRACK := 1
export DAGSTER_DISABLE_TELEMETRY := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run ui test lint quality bench docs clean

help:  ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/' | expand -t 16

run: $(VENV)/.run  ## Install, load the sample corpus, publish the warehouse, show a summary
	$(BIN)/broadsheet run

ui: $(VENV)/.run  ## Open the Dagster UI on port 3000
	$(BIN)/broadsheet ui

test: lint  ## Lint, types, rings, pytest with an end-to-end run and the dbt build
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder  # the longest first: tests/conftest.py

lint: $(VENV)/.dev  ## Ruff, type check, import rings, SQL style
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/pyrefly check --python-interpreter-path $(BIN)/python
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint dbt/models dbt/tests

quality: $(VENV)/.dev  ## Measure quality on labelled data, print it, keep it for the warehouse (ALSO=tune: the tuned articles too)
	@$(BIN)/python tests/quality/report.py $(ALSO)

bench: $(VENV)/.dev  ## Print rates of the stages, of facts, of quotations beside spaCy (fuzz.py is run by hand: it takes long)
	@for script in benchmarks/quotes.py benchmarks/facts.py benchmarks/stages.py; do $(BIN)/python $$script; done

docs: $(VENV)/.run  ## Write the generated pages: column descriptions for dbt, data dictionary
	$(BIN)/python -m pipelines.docs

clean:  ## Remove the environment and all data
	rm -rf $(VENV) data

$(VENV)/bin/python:
	@echo "Making a virtual environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || { echo "Python 3.11 to 3.13 is needed; name one with PYTHON=..."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: $(VENV)/bin/python pyproject.toml constraints.txt
	@echo "Installing Broadsheet (a minute or two the first time)"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@echo "Installing what the tests need"
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev,browser]'
	@touch $@
