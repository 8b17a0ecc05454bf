# Needs a Debian with Python 3.11 or newer and its venv module, git and make; with npm the query page gets its editor.
# `make help` lists the targets.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
HOST ?= 127.0.0.1
PORT ?= 8000
OUTPUT ?= build
# Two to four files of tests at a time, as there are processors; each process builds the release that its tests read.
PROCESSES = $(shell nproc | awk '{ print ($$1 < 2) ? 2 : ($$1 > 4) ? 4 : $$1 }')
# What is compiled is kept, whatever the environment says: a run starts hundreds of processes, and checks are compiled, too.
PYTEST = PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest --numprocesses $(PROCESSES) --dist loadfile
# What `test` leaves out; the W3C records are run where the environment says that they are there.
BEYOND := full or spark or virtuoso or operations or office or r or w3c
RECORDS := $(if $(STRATEGRAPH_CONFORMANCE),,and not w3c)
NPM := npm ci --loglevel=error --ignore-scripts --no-audit --no-fund
EDITOR := src/strategraph/pages/static/editor

.DEFAULT_GOAL := help
.PHONY: help setup setup-test serve build check lint test test-all docs screenshots bench bench-alignment bench-endpoint bench-annif lock clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | expand -t 18

setup: $(VENV)/.installed node_modules/.installed ## make .venv with strategraph and what it needs to run
setup-test: $(VENV)/.installed-for-tests $(VENV)/.browser node_modules/.installed-for-tests ## add what the tests need, Chromium included

serve: build ## build the graph and serve it (HOST=, PORT=)
	$(BIN)/strategraph serve --host $(HOST) --port $(PORT) --data $(OUTPUT)

build: setup ## build a release of the graph from the documents (OUTPUT=)
	$(BIN)/strategraph build --output $(OUTPUT)

check: build ## shapes, concept scheme integrity and check queries over the graph
	$(BIN)/strategraph check --data $(OUTPUT)

lint: $(VENV)/.installed-for-tests ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: setup-test lint ## style, types, and the tests of the core and of the browser
	$(PYTEST)

test-all: test $(VENV)/.spark $(VENV)/.virtuoso $(VENV)/.operations $(VENV)/.office $(VENV)/.r ## those tests, then all that take long, or need the network or further programs
	$(PYTEST) -m "($(BEYOND)) $(RECORDS)"

docs: $(VENV)/.installed-for-tests ## write the generated reference pages anew
	$(BIN)/python docs/generate.py

screenshots: build setup-test ## take the pictures of the main pages in docs/pictures anew (OUTPUT=)
	$(BIN)/python docs/screenshots.py $(OUTPUT)

bench: $(VENV)/.installed-for-tests ## measure (see benchmarks/README.md)
	$(BIN)/python benchmarks/build_time.py
	$(BIN)/python benchmarks/subjects_speed.py
	$(BIN)/python benchmarks/endpoint_isolation.py
	$(BIN)/python benchmarks/alignment_speed.py
	$(BIN)/python benchmarks/search_speed.py
	$(BIN)/python benchmarks/concept_pages.py
	$(BIN)/python benchmarks/pages_speed.py
	$(BIN)/python benchmarks/report_speed.py

bench-alignment: $(VENV)/.installed-for-tests ## measure alignment up to 3 million triples (15 minutes)
	$(BIN)/python benchmarks/alignment_speed.py --large

bench-endpoint: $(VENV)/.installed-for-tests ## compare the endpoint with oxigraph serve and rdflib-endpoint, then load it for ten minutes
	$(BIN)/python benchmarks/endpoint_peers.py
	$(BIN)/python benchmarks/endpoint_soak.py

bench-annif: $(VENV)/.installed-for-tests ## compare the lexicon with Annif, which is installed below build/
	$(BIN)/python benchmarks/annif_comparison.py

lock: $(VENV)/.installed-for-tests ## write the lock files anew; UPGRADE=--upgrade takes the newest versions
	$(BIN)/uv pip compile pyproject.toml --extra build --extra pictures $(LOCK_OPTIONS) --output-file requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra build --extra frames --extra pictures --extra test --extra browser --extra dev \
		--constraint requirements.lock $(LOCK_OPTIONS) --output-file requirements-dev.lock
	$(BIN)/uv pip compile pyproject.toml --extra spark \
		--constraint requirements-dev.lock $(LOCK_OPTIONS) --output-file requirements-spark.lock
	$(BIN)/uv pip compile benchmarks/annif/requirements.in $(LOCK_OPTIONS) --output-file benchmarks/annif/requirements.lock
	$(BIN)/uv pip compile benchmarks/alignment/requirements.in $(LOCK_OPTIONS) --output-file benchmarks/alignment/requirements.lock
	$(BIN)/uv pip compile benchmarks/endpoint/requirements.in $(LOCK_OPTIONS) --output-file benchmarks/endpoint/requirements.lock
	$(BIN)/uv pip compile tests/fixtures/reconciler/requirements.in $(LOCK_OPTIONS) --output-file tests/fixtures/reconciler/requirements.lock
	npm install --loglevel=error --package-lock-only --ignore-scripts --no-audit
	$(BIN)/python -c "$$without_hosts"
# For every platform, with hashes, and without a word on where the files came from.
LOCK_OPTIONS := --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links $(UPGRADE)

clean: ## remove what was built and installed here
	rm -rf $(VENV) build dist node_modules $(EDITOR) .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/.installed: requirements.lock pyproject.toml
	$(call python-at-hand)
	$(call install,requirements.lock)
	@touch $@

$(VENV)/.installed-for-tests: requirements-dev.lock requirements.lock pyproject.toml
	$(call python-at-hand)
	$(call install,requirements-dev.lock)
	@touch $(VENV)/.installed $@

# Without npm all else is served, and the query page has its plain form.
node_modules/.installed: package-lock.json
	@if ! command -v npm >/dev/null; then \
		echo "npm is missing, so the query page has a plain form instead of the editor (on Debian, as root: apt-get install npm)." >&2; \
	elif ! $(NPM) --omit=dev; then \
		echo "npm could not install the editor, so the query page has a plain form; the next make tries again." >&2; \
	else \
		$(served-editor) && touch $@; \
	fi

node_modules/.installed-for-tests: package-lock.json
	@if ! command -v npm >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends npm; \
		else \
			echo "The browser tests need npm: install it (on Debian, as root: apt-get install npm) and run again." >&2; \
			exit 1; \
		fi; \
	fi
	$(NPM)
	$(served-editor)
	@touch node_modules/.installed $@

$(VENV)/.browser: | $(VENV)/.installed-for-tests
	@if ! command -v chromium >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium; \
		else \
			echo "The browser tests need Chromium: install it (on Debian, as root: apt-get install chromium) and run again." >&2; \
			exit 1; \
		fi; \
	fi
	@touch $@

$(VENV)/.spark: requirements-spark.lock | $(VENV)/.installed-for-tests
	@if ! command -v java >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends default-jre-headless; \
		else \
			echo "Spark needs Java 17: install it (on Debian, as root: apt-get install default-jre-headless) and run again." >&2; \
			exit 1; \
		fi; \
	fi
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --require-hashes -r requirements-spark.lock
	@touch $@

# The package with the program alone, which starts no service.
$(VENV)/.virtuoso: | $(VENV)/.installed-for-tests
	@if ! command -v virtuoso-t >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends virtuoso-opensource-7-bin; \
		else \
			echo "The tests with Virtuoso need it: install it (on Debian, as root: apt-get install virtuoso-opensource-7-bin) and run again." >&2; \
			exit 1; \
		fi; \
	fi
	@touch $@

# Debian starts an nginx that it installs, on port 80; a policy says that nothing is started (invoke-rc.d(8)).
$(VENV)/.operations: | $(VENV)/.installed-for-tests
	@if ! command -v nginx >/dev/null || ! command -v systemd-analyze >/dev/null || ! command -v curl >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
				apt-get install -q -y --no-install-recommends nginx-light systemd curl; \
		else \
			echo "The tests of operations need nginx, systemd and curl: install them (on Debian, as root: apt-get install nginx-light systemd curl) and run again." >&2; \
			exit 1; \
		fi; \
	fi
	@touch $@

$(VENV)/.r: | $(VENV)/.installed-for-tests
	@if ! command -v Rscript >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends r-base-core; \
		else \
			echo "The tests with R need it: install it (on Debian, as root: apt-get install r-base-core) and run again." >&2; \
			exit 1; \
		fi; \
	fi
	@touch $@

# Writer, Calc and Impress, without a desktop.
$(VENV)/.office: | $(VENV)/.installed-for-tests
	@if ! command -v soffice >/dev/null; then \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -q && DEBIAN_FRONTEND=noninteractive \
				apt-get install -q -y --no-install-recommends libreoffice-writer libreoffice-calc libreoffice-impress; \
		else \
			echo "The tests of formats need LibreOffice: install it (on Debian, as root: apt-get install libreoffice-writer libreoffice-calc libreoffice-impress) and run again." >&2; \
			exit 1; \
		fi; \
	fi
	@touch $@

# The editor with the licences of all that is bundled in it.
served-editor = mkdir -p $(EDITOR) && \
	cp node_modules/@zazuko/yasgui/build/yasgui.min.js node_modules/@zazuko/yasgui/build/yasgui.min.css $(EDITOR) && \
	find node_modules -maxdepth 3 -iname 'licen[cs]e*' -not -path '*/axe-core/*' | LC_ALL=C sort | xargs tail -n +1 -v >$(EDITOR)/LICENCES.txt

# npm writes down where the authors of a package take donations.
define without_hosts
import json, pathlib
path = pathlib.Path('package-lock.json')
lock = json.loads(path.read_text(encoding='utf-8'))
for package in lock['packages'].values():
    package.pop('funding', None)
path.write_text(json.dumps(lock, indent=2, ensure_ascii=False) + '\n', encoding='utf-8')
endef
export without_hosts

define python-at-hand
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "strategraph needs Python 3.11 or newer: name one with make PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "No virtual environment could be made: install the venv module (on Debian, as root: apt-get install python3-venv)." >&2; exit 1; }
endef

define install
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
endef
