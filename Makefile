# Every target sets itself up; a second run finds everything in place. Needs Python 3.11 to 3.13, nothing else.
#
#   make demo    annotate the bundled example, show its summary, write the page      make app     open the app
#   make test    every test, offline                                                 make check   style, types, rooms
#   make test-fast  within a minute: no browser, no slow tests          make cov     every test, and what they leave out
#   make types   write page.schema.json and page.d.ts, after a change of reader/output/rows/page_types.py
#   make golden  write the outputs that the tests compare with (tests/golden), after a change that is meant
#   make wheel   build dist/*.whl      make lock   resolve the dependencies anew     make clean   remove what was made
#   make front   the front end's modules, and axe on every view (needs node)
#   make site    the documentation as a site in out/site: docs/, and a page for each public name
#   make hostile hostile papers, damage and death, tried on the real commands (docs/hostile.md)
#   make kills   kill a batch of 500 papers 100 times: the results are those of a run that nobody disturbed
#   make network  an arXiv of our own that does everything wrong that it can, and 16 processes that ask it at once
#   make scale   read a synthetic bulk set, and say what all of arXiv would cost (docs/scaling.md)
#   make bench   measure speed beside other tools, write docs/benchmarks.md (CORPUS=FOLDER: papers to read)
#   make growth  double each dimension of a paper, and say how the time grows
#   make weights  learn what decides the meanings, from annotated papers (GOLD=FOLDER, SOURCES=FOLDER); make crossfit, make errors, make ablate
#   make runs    count the displays that run on numbers (SOURCES=FOLDER, SPLIT=FILE: which papers; SHOW=HALF)
#   make moving  measure what planning a run and a step of a slider cost (SOURCES=FOLDER, PAPERS="NAME ...")
#   make evaluate  score what is read of annotated papers (GOLD=FOLDER, SOURCES=FOLDER; docs/evaluation.md)

.DEFAULT_GOAL := help
.PHONY: help setup demo app test test-fast cov types golden check front site hostile kills network scale bench growth evaluate runs moving
.PHONY: weights crossfit errors ablate named lock wheel clean

PYTHON ?= python3
UV := $(shell command -v uv || echo .tools/uv/bin/uv)
BIN := .venv/bin
GOLD ?= tests/evaluation/gold
SOURCES ?=
ANSWERS ?=
SHOW ?= 0
CORPUS ?= $(wildcard ../shared/corpus)
READY := .venv/ready

export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := .venv
unexport VIRTUAL_ENV PYTHONPATH
unexport PYTHONDONTWRITEBYTECODE # tests start hundreds of processes, which would compile everything anew

help:
	@sed -n '/^#   make/s/^# *//p' Makefile

setup: $(READY)

demo: $(READY)
	@$(BIN)/tezawari show example
	@$(BIN)/tezawari annotate example --format html,json,md -o out --force
	@echo
	@echo "The whole paper, symbol by symbol: open out/preference-attention.html in a browser. The app: make app"

app: $(READY)
	@$(BIN)/tezawari app

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist loadfile

test-fast: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal -m "not browser and not slow"

cov: $(READY)
	-$(BIN)/python -m pytest -n auto --dist loadfile --cov --cov-report=
	@$(BIN)/coverage html --quiet
	@$(BIN)/coverage report | sed -n '1,42p;$$p'

types: $(READY)
	$(BIN)/python .ci/front/contract.py

golden: $(READY)
	$(BIN)/python tests/golden/outputs.py

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd .ci/training && MYPYPATH=. ../../$(BIN)/mypy --strict --ignore-missing-imports --cache-dir ../../.mypy_cache/training *.py
	$(BIN)/lint-imports

front: $(READY)
	$(BIN)/python .ci/front/check.py

site: $(READY)
	$(BIN)/python .ci/site/build.py

hostile: $(READY)
	$(BIN)/python .ci/hostile/check.py

kills: $(READY)
	$(BIN)/python .ci/batch/kills.py

network: $(READY)
	$(BIN)/python .ci/batch/network.py

scale: $(READY)
	$(BIN)/python .ci/batch/measure.py

bench: $(READY)
	$(BIN)/python .ci/bench.py $(CORPUS)

growth: $(READY)
	$(BIN)/python .ci/growth.py

moving: $(READY)
	@test -n "$(SOURCES)" || { echo "Say where the papers are: SOURCES=FOLDER, and PAPERS=\"NAME ...\"." >&2; exit 2; }
	$(BIN)/python .ci/web/moving.py --sources $(SOURCES) $(PAPERS)

runs: $(READY)
	@test -n "$(SOURCES)" || { echo "Say where the papers are: SOURCES=FOLDER, and SPLIT=FILE or PAPERS=\"NAME ...\"." >&2; exit 2; }
	$(BIN)/python .ci/runs.py --sources $(SOURCES) $(if $(SPLIT),--split $(SPLIT)) $(if $(filter-out 0,$(SHOW)),--show $(SHOW)) $(PAPERS)

evaluate: $(READY)
	$(BIN)/python .ci/evaluate.py $(GOLD) $(if $(SOURCES),--sources $(SOURCES)) --show $(SHOW) $(if $(ANSWERS),--answers $(ANSWERS))

# What the program applies is a table of numbers; scikit-learn, which makes it, has an environment of its own.
TRAINING := .tools/training/ready
TRAIN := OMP_NUM_THREADS=1 .tools/training/bin/python .ci/training

weights crossfit errors ablate: named
named:
	@test -n "$(SOURCES)" || { echo "Say where the papers are: GOLD=FOLDER with annotations, SOURCES=FOLDER with their LaTeX." >&2; exit 2; }

weights: $(TRAINING)
	$(TRAIN)/weights.py $(GOLD) $(SOURCES)

crossfit: $(TRAINING)
	$(TRAIN)/crossfit.py $(GOLD) $(SOURCES) out/crossfit

errors: $(TRAINING)
	$(TRAIN)/errors.py $(GOLD) $(SOURCES) $(SHOW)

ablate: $(TRAINING)
	$(TRAIN)/ablate.py $(GOLD) $(SOURCES)

$(TRAINING): .ci/training/requirements.lock requirements.lock | $(UV)
	@$(UV) venv --quiet --clear --python '>=3.11,<3.14' .tools/training
	@$(UV) pip sync --quiet --python .tools/training/bin/python --require-hashes requirements.lock .ci/training/requirements.lock
	@touch $@

wheel: $(READY)
	$(BIN)/python -m hatchling build --target wheel

# Names, versions, hashes and markers for every platform; no addresses, so that any index or mirror will do.
lock: $(UV)
	$(UV) pip compile pyproject.toml --group dev --universal --python-version 3.11 --upgrade --quiet \
	  --generate-hashes --no-header --no-annotate --output-file requirements.lock
	echo scikit-learn | $(UV) pip compile - --constraint requirements.lock --universal --python-version 3.11 --upgrade --quiet \
	  --generate-hashes --no-header --no-annotate --output-file .ci/training/requirements.lock

clean:
	rm -rf .venv .tools build dist out .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find reader glossary tests -name __pycache__ -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml | $(UV)
	@test -x $(BIN)/python || $(UV) venv --quiet --python '>=3.11,<3.14' .venv
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

.tools/uv/bin/uv:
	@$(PYTHON) -m venv --clear .tools/uv 2>/dev/null || { rm -rf .tools/uv; \
	  echo "Python's venv module is missing or does not work: on Debian, 'apt-get install python3-venv' brings it." >&2; exit 1; }
	@.tools/uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.5.3,<1'
