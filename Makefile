PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
PYTEST_ARGS ?=
BENCH_ARGS ?=
export OMP_NUM_THREADS = 1

.PHONY: help demo test test-system check bench

help:
	@echo "make demo         an example company, four simulated weeks, then the web server and the worker"
	@echo "make test         every test that needs only pip"
	@echo "make test-system  tests that need Debian packages (a browser, an IMAP server)"
	@echo "make check        style, types, import layers, missing migrations and German words"
	@echo "make bench        the measured figures"

demo: .venv/requirements.stamp
	$(PY) manage.py db start
	$(PY) manage.py migrate
	$(PY) manage.py demo

test: .venv/requirements-dev.stamp
	$(PY) -m pytest -m "not system" -n auto $(PYTEST_ARGS)

test-system: .venv/requirements-dev.stamp
	@status=0; $(PY) -m pytest -m system $(PYTEST_ARGS) || status=$$?; \
	if [ $$status -eq 5 ]; then echo "No test needs Debian packages."; else exit $$status; fi

check: .venv/requirements-dev.stamp
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) manage.py makemigrations --check --dry-run
	$(PY) manage.py catalogue --check

bench: .venv/requirements-dev.stamp
	$(PY) -m benchmarks $(BENCH_ARGS)

.venv/python.stamp:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is missing: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
		{ echo "Dunwell needs Python 3.11 or later, $(PYTHON) is older: name another with make PYTHON=..."; exit 1; }
	@$(PYTHON) -c "import ensurepip, venv" 2>/dev/null || \
		{ echo "Python's venv module is missing: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv .venv
	@touch $@

.venv/requirements.stamp: .venv/python.stamp requirements.txt
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/requirements-dev.stamp: .venv/requirements.stamp requirements-dev.txt
	$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
