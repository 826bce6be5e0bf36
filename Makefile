# `make help` lists the targets. Set-up happens by itself, once, and again when the project's metadata changes.

SHELL := /bin/bash
.DEFAULT_GOAL := help

# The first Python that is new enough; `make PYTHON=python3.13 test` takes another.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	$$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
EXAMPLES := examples/terraform
GENERATORS := tools.index tools.schemas tools.docs tools.iam_policy tools.readme

.PHONY: help demo test check lint types policies generated generate fixtures bench clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## Check the two example modules, and audit an account on a local endpoint
	@echo "The insecure example, as source code: each finding is a mistake planted in $(EXAMPLES)/insecure."
	@$(BIN)/pullguard check $(EXAMPLES)/insecure; test $$? -eq 1
	@echo
	@echo "The secure example, as the plan that Terraform made: nothing at medium or above."
	@$(BIN)/pullguard check --fail-on medium $(EXAMPLES)/secure/plan.json
	@echo
	@echo "The account of the secure example, on a local endpoint, after colleagues changed it by hand."
	@echo
	@$(BIN)/python -m tests.aws.demo

test: $(READY) ## Run the tests
	$(BIN)/python -m pytest -n auto --dist loadgroup -q

check: lint types policies generated ## Everything that CI runs: format, lint, types, layers, generated files, tests, coverage
	$(BIN)/python -m pytest -n auto --dist loadgroup -q --cov --cov-report=term

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports

types: $(READY)
	$(BIN)/mypy

policies: $(READY)
	$(BIN)/pullguard policies lint
	$(BIN)/pullguard policies test --quiet
	$(BIN)/pullguard policies lint examples/policies
	$(BIN)/pullguard policies test --quiet examples/policies

generated: $(READY)
	@for generator in $(GENERATORS); do echo "$$generator --check"; $(BIN)/python -m $$generator --check || exit; done

generate: $(READY) ## Write the files that follow from others: the index of policies, the schemas, docs, the IAM policy
	@for generator in $(GENERATORS); do $(BIN)/python -m $$generator || exit; done

fixtures: $(READY) ## Record all anew with the installed Terraform (TF_PLUGIN_MIRROR: its provider mirror)
	$(BIN)/python -m tools.record
	$(BIN)/python -m tools.record_functions
	$(BIN)/python -m tools.record_expressions
	$(BIN)/python -m tools.random_expressions

bench: $(READY) ## Measure CPU time, memory, and audits over HTTP; the tables come as JSON too, in bench/out
	$(BIN)/python -m bench

clean: ## Remove all that was made here, the virtual environment too
	rm -rf $(VENV) build dist *.egg-info .coverage .coverage.* htmlcov bench/out
	rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .grimp_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp, so that the environment is made once, and again when what it is made from changes.
$(READY): setup.cfg pyproject.toml
	@test -n "$(PYTHON)" || { echo "no Python 3.11 or newer found: install one, or say make PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "$(PYTHON) can't make virtual environments: install its venv module" >&2; exit 1; }
	@echo "installing pullguard and its tools into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@
