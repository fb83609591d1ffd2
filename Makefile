# `make nightly`, `make report` after it, and `make test`. Each does all the set-up it needs, once.
# Options of finsam by the environment (FINSAM_EXPORTS, FINSAM_VAR, FINSAM_PERSON_KEY_FILE) or by ARGS="--as-of ...".

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
ARGS ?=

export DBT_SEND_ANONYMOUS_USAGE_STATS := False
export DO_NOT_TRACK := 1
export GX_ANALYTICS_ENABLED := False

.PHONY: nightly report test lint setup clean

nightly: setup
	$(BIN)/finsam nightly $(ARGS)

report: setup
	$(BIN)/finsam report --all --open $(ARGS)

test: lint
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar --processes 2 models tests

setup: $(READY)

# --no-build-isolation: setuptools comes hash-locked from requirements.lock, not unlocked from elsewhere
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 eller senare behövs; $(PYTHON) är äldre eller saknas. Ange en annan: make PYTHON=python3.12 ..." >&2; \
		echo "Python 3.11 or later is needed; $(PYTHON) is older or missing. Name another: make PYTHON=python3.12 ..." >&2; \
		exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

clean:
	rm -rf $(VENV) var .mypy_cache .ruff_cache
