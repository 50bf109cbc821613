# The front door of the repository; deploy/local does the work. `make help` lists what there is.
PYTHON ?= python3
local := .venv/bin/python -m deploy.local
protos := $(shell find proto -name '*.proto')

MINUTES ?= 60

.DEFAULT_GOAL := help
.PHONY: help setup web run demo test check bench proof soak docs screenshots contracts reset

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' Makefile
	@echo "Ports and real servers are set by environment variables: see deploy/local/README.md"

setup: .venv/.ready ## Create .venv with the locked packages and generate code from proto/

web: .venv/.ready ## Build the web app if its sources or the API changed
	@$(local).web

run: web ## Start the whole suite; Ctrl-C stops it; state stays in .data/
	@$(local) run

demo: .venv/.ready ## Load the demo company into the running suite
	@$(local) demo

test: web ## Everything that CI runs: lint, types, every test (45 minutes at most)
	@$(local) test

check: web ## Lint, types and feature tests (12 minutes at most)
	@$(local) check

bench: web ## Load the whole suite and write docs/performance.md (SCALE=1000000, ONLY=read,selling)
	@.venv/bin/python -m tests.bench

proof: .venv/.ready ## Kill, restart and attack the suite in full and write docs/reliability.md (an hour)
	@PROOF=1 .venv/bin/pytest --quiet --no-header tests/resilience tests/security \
	  services/identity/tests/test_sign_in_alike.py services/gateway/tests/test_sessions_under_load.py

soak: .venv/.ready ## Load the suite and kill its processes for MINUTES (60), a line for each
	@.venv/bin/python -m tests.resilience.soak $(MINUTES)

docs: .venv/.ready ## Write docs/events.md and docs/asyncapi.yaml from the event classes
	@.venv/bin/python -m docs.generate

screenshots: web ## Take the pictures in README.md from a fresh demo company
	@.venv/bin/python -m tests.browser.screenshots

contracts: .venv/.ready ## Agree to added gRPC and event fields; refuses a breaking change
	@.venv/bin/python -m tests.contracts.baseline

reset: ## Remove all state: databases, events, files, secrets, logs
	@$(PYTHON) -m deploy.local.reset

.venv/.packages: requirements.lock
	@$(PYTHON) -m deploy.local.install packages

.venv/.ready: .venv/.packages $(protos) $(wildcard services/*/pyproject.toml)
	@.venv/bin/python -m deploy.local.install code
