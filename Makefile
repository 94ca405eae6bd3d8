# The two that matter: `make demo` and `make test`. Each does all its own set-up.

VENV := .venv
BIN := $(VENV)/bin
DEV := $(VENV)/.filled-for-development
RUN := $(VENV)/.filled-to-run

# What is filled for development can run too.
RUN_OR_DEV := $(or $(wildcard $(DEV)),$(RUN))

.DEFAULT_GOAL := help
.PHONY: help setup demo test check words bench bench-large soak lock

help: ## say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1	\2/p' Makefile | expand -t 18

setup: $(DEV) ## fill .venv with everything for development

demo: $(RUN_OR_DEV) ## simulate a company, load it, write its report
	$(BIN)/stik demo --into demo-company

test: $(DEV) check ## check the code, then run every test this machine can run
	@tools/test-programs
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadgroup --no-loadscope-reorder

check: $(DEV) words ## style, types, layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

words: $(DEV) ## every sentence exists in every language
	$(BIN)/python tools/words.py check

bench: $(DEV) ## measure speed and memory into docs/reference/performance.md
	$(BIN)/python -m bench quick

bench-large: $(DEV) ## the same of 100 million answers, and beside PostgreSQL and pandas
	$(BIN)/python -m bench beside large

soak: $(DEV) ## the long tests
	$(BIN)/pytest -m soak

lock: ## write the lock files anew from pyproject.toml
	tools/lock

$(DEV): requirements-dev.lock pyproject.toml
	@tools/fill-venv requirements-dev.lock
	@touch $@

$(RUN): requirements.lock pyproject.toml
	@tools/fill-venv requirements.lock
	@touch $@
