# The set-up and the checks. `make` alone lists the targets.

PYTHON ?= python3
BIN := .venv/bin
NODE := setup/node.sh

CATALOGUES := $(wildcard tracker/translations/*/LC_MESSAGES/messages.po)
STAFF_LANGUAGES := fr
PUBLIC_LANGUAGES := ar es pt ru zh
TEMPLATE := .cache/messages.pot
PUBLIC_TEMPLATE := .cache/public.pot
EXTRACT := $(BIN)/pybabel --quiet extract --mapping pyproject.toml --add-location file --sort-by-file \
  --keyword lazy_gettext --keyword _l --keyword lazy_ngettext:1,2 --keyword lazy_pgettext:1c,2 \
  --header-comment "\# What the tracker says to its readers." --project "Attendance tracker" --output $(TEMPLATE) .

PIP := $(BIN)/pip install --quiet --disable-pip-version-check

export HYPOTHESIS_STORAGE_DIRECTORY ?= .cache/hypothesis

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.SUFFIXES:
.PHONY: help run install install-dev check test quick bench messages pictures clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | column -t -s '|' 2>/dev/null \
	  || sed -n 's/^\([a-z-]*\):.*## /  make \1  /p' Makefile

run: install ## set up what is missing, then start the tracker (PORT=8000)
	@exec $(BIN)/flask --app wsgi up

# --- Set-up: each step leaves a stamp and is redone when what it was made from changes ---------------------------

install: .venv/.runtime static/vendor/.stamp $(CATALOGUES:.po=.mo) ## the set-up alone: packages, browser libraries, translations

install-dev: install .venv/.development node_modules/.development

.venv/.runtime: requirements.txt
	@setup/venv.sh $(PYTHON) .venv
	@echo "Installing Python packages"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.development: requirements-dev.txt .venv/.runtime
	@echo "Installing Python packages for tests and checks"
	@$(PIP) -r requirements-dev.txt
	@touch $@

node_modules/.runtime: package.json package-lock.json .npmrc | .venv/.runtime
	@echo "Installing browser libraries"
	@$(NODE) npm ci --omit=dev --loglevel=error >/dev/null
	@touch $@

# npm empties the folder first, the other stamp with it.
node_modules/.development: package.json package-lock.json .npmrc | .venv/.runtime
	@echo "Installing the tools that check scripts"
	@$(NODE) npm ci --loglevel=error >/dev/null
	@touch node_modules/.runtime $@

static/vendor/.stamp: node_modules/.runtime setup/vendor.py
	@$(BIN)/python setup/vendor.py
	@touch $@

%.mo: %.po | .venv/.runtime
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

# --- Checks ------------------------------------------------------------------------------------------------------

check: install-dev $(TEMPLATE).fresh ## style, types, import order, templates, scripts, migrations, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --cache-dir .cache/import-linter
	$(BIN)/djlint --quiet --lint templates
	$(NODE) tsc -p jsconfig.json
	$(NODE) tsc -p tests/js/jsconfig.json
	$(NODE) eslint --max-warnings 0 .
	setup/schema_check.sh
	$(BIN)/python setup/catalogues.py $(TEMPLATE)

test: install-dev ## everything: SQLite with a browser, the scripts, PostgreSQL
	setup/tests.sh

quick: install-dev ## the fast tests: no browser, nothing slow
	$(BIN)/pytest -m "not browser and not slow" -n auto
	setup/javascript_tests.sh

bench: install-dev ## the benchmarks
	$(BIN)/python -m bench

# --- Texts and pictures ------------------------------------------------------------------------------------------

.PHONY: $(TEMPLATE).fresh
$(TEMPLATE).fresh: .venv/.runtime
	@mkdir -p $(@D)
	@$(EXTRACT)

UPDATE := $(BIN)/pybabel --quiet update --output-dir tracker/translations --init-missing --no-fuzzy-matching \
  --ignore-pot-creation-date --ignore-obsolete

messages: install $(TEMPLATE).fresh ## bring the texts to translate up to date with the sources
	@$(BIN)/python setup/catalogues.py $(TEMPLATE) --public $(PUBLIC_TEMPLATE)
	@for language in $(STAFF_LANGUAGES); do $(UPDATE) --input-file $(TEMPLATE) --locale $$language || exit; done
	@for language in $(PUBLIC_LANGUAGES); do $(UPDATE) --input-file $(PUBLIC_TEMPLATE) --locale $$language || exit; done
	-@$(BIN)/python setup/catalogues.py $(TEMPLATE) 2>&1 | tail -n 20  # what is left to translate

pictures: install-dev ## take the pictures of the manual again
	$(BIN)/python setup/pictures.py

clean: ## remove what the set-up made; the database stays
	rm -rf .venv node_modules static/vendor .cache
	find tracker -name '*.mo' -delete
