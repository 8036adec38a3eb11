# Every chore of this project. `make` alone lists them. Works with GNU make 3.81 and later.

PYTHON ?= python3
VENV ?= .venv

bin := $(VENV)/bin
installed := $(VENV)/.installed
npm_packages := node_modules/.package-lock.json

# Under these names Chromium is looked for, here and by the tests.
browsers := chromium chromium-browser google-chrome "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export DEBIAN_FRONTEND := noninteractive

.DEFAULT_GOAL := help
.PHONY: help site look test test-pages bench lint format lock clean setup python pages-tools

help: ## list the chores
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

site: setup ## build this repository's own site into output/
	$(bin)/sitegen build

look: site ## build the site and serve it at http://localhost:8000/
	$(bin)/python -m http.server --bind 127.0.0.1 -d output 8000

test: setup ## run every test that needs no browser, Java or npm package
	$(bin)/python -m pytest -n auto -m "not pages"

test-pages: pages-tools $(npm_packages) ## check the built pages in Chromium, with the Nu checker, against CommonMark
	SITEGEN_PAGES=required $(bin)/python -m pytest -m pages

bench: setup ## time sitegen, Hugo and others on one blog, as docs/performance.md has it (BENCH="--help": what to choose)
	$(bin)/python -m benchmarks.run $(BENCH)

lint: setup ## ruff, mypy --strict and the import contracts
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy
	$(bin)/lint-imports --no-logo

format: setup ## put the code into ruff's format, and mend what ruff can
	$(bin)/ruff check --fix
	$(bin)/ruff format

lock: python ## pin the dependencies anew in requirements/dev.lock (UPGRADE=1: the newest of each)
	@tool=$$(mktemp -d) && trap 'rm -rf "$$tool"' EXIT && \
	$(PYTHON) -m venv "$$tool" && "$$tool/bin/python" -m pip install -qq uv && \
	"$$tool/bin/uv" pip compile pyproject.toml --group dev --group pages --quiet \
	    --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-config \
	    $(if $(UPGRADE),--upgrade) --custom-compile-command "make lock" --output-file requirements/dev.lock
	@echo "requirements/dev.lock is up to date"

clean: ## remove everything that make made
	rm -rf $(VENV) node_modules output dist build .sitegen .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# ── What the chores above stand on ───────────────────────────────────────────────────────────────────────────────────

setup: $(installed)

# The lock names every package with its hashes, and holds the build backend: the second line asks no network.
$(installed): pyproject.toml requirements/dev.lock
	@$(MAKE) --no-print-directory python
	$(PYTHON) -m venv $(VENV)
	$(bin)/python -m pip install -qq --require-hashes --only-binary :all: -r requirements/dev.lock
	$(bin)/python -m pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@

python:
	@command -v $(PYTHON) >/dev/null || { \
	    echo "No '$(PYTHON)' here. Install Python 3.11 or later, or name one: make PYTHON=python3.12 site" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "'$(PYTHON)' is $$($(PYTHON) --version 2>&1); sitegen needs Python 3.11 or later." >&2; \
	    echo "Name a later one: make PYTHON=python3.12 site" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
	    echo "'$(PYTHON)' cannot make virtual environments: its ensurepip is missing." >&2; \
	    echo "On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(npm_packages): package.json package-lock.json .npmrc | pages-tools
	npm ci --loglevel=error
	@touch $@

# Installs the tools that are missing where that can be done without asking; says what to install where it cannot.
# (libatomic1 is what Playwright's driver misses on a bare Debian.)
pages-tools: setup
	@missing=; \
	found=; for name in $(browsers); do command -v "$$name" >/dev/null && found=yes; done; \
	[ -n "$$found" ] || missing="$$missing chromium fonts-dejavu-core"; \
	java -version >/dev/null 2>&1 || missing="$$missing default-jre-headless"; \
	command -v npm >/dev/null || missing="$$missing nodejs npm"; \
	$(bin)/playwright --version >/dev/null 2>&1 || missing="$$missing libatomic1"; \
	[ -n "$$missing" ] || exit 0; \
	sudo=; [ "$$(id -u)" = 0 ] || sudo="sudo -n"; \
	if command -v apt-get >/dev/null && { [ -z "$$sudo" ] || $$sudo true 2>/dev/null; }; then \
	    echo "Installing:$$missing"; \
	    $$sudo apt-get -q -o DPkg::Lock::Timeout=300 update && \
	    $$sudo apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends $$missing; \
	else \
	    echo "The pages tests need Chromium (or Chrome), Java and npm. Please install, by Debian's names:$$missing" >&2; \
	    echo "On macOS: brew install --cask google-chrome temurin && brew install node" >&2; exit 1; \
	fi
