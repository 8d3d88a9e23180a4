# Verbs: run, test, lint, eval, check-corpus. Each builds what it needs in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

SOURCES ?= ../shared/sources

.PHONY: help run test lint eval check-corpus packages

help: ## these lines
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info < (3, 13) else "Cần Python 3.11 hoặc 3.12: make PYTHON=python3.11 run")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) install --quiet torch==2.13.0
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@

run: $(VENV)/.installed ## build .venv and open the page at http://127.0.0.1:7860
	$(BIN)/python app.py

test: $(VENV)/.dev packages ## all tests; those whose sources, browser or OCR are missing are skipped and named
	$(BIN)/python -m pytest -n 2 --dist loadgroup -r s

lint: $(VENV)/.dev ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy .

eval: $(VENV)/.dev ## the figures of eval/RESULTS.md (SOURCES=folder of official texts)
	$(BIN)/python -m eval.run $(SOURCES)

OWN_WORDS ?= $(SOURCES)/../tools/own-words
check-corpus: $(VENV)/.dev ## catalogue and notes against the official texts, and no official sentence in the tree (SOURCES=folder)
	$(BIN)/python -m eval.check_corpus $(SOURCES)
	@if test -x $(OWN_WORDS); then $(OWN_WORDS) .; else echo 'Chưa kiểm lời văn chép lại: không có $(OWN_WORDS).'; fi

packages: ## Debian packages for scans, .doc files and browser tests
	@tests/system-packages
