# The two commands of the README, and what they are made of. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PAGE := api/web

.PHONY: help up demo build test faults check fuzz bench clean

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: build ## Run everything on this machine, with demo accounts; Ctrl-C stops it
	@exec bin/devstack up

demo: build ## Watch both approvals go through, against the stack that `make up` runs
	@bin/devstack demo

build: needs-go page ## Build the page and the programs, into bin/
	@mkdir -p bin && go build -o bin/ ./cmd/approvals ./cmd/devstack

# Tests keep their data in memory where there is room: the database of each test is hundreds
# of files, and making them on a disk takes longer than most tests. Builds stay on the disk.
ROOM_IN_KB := 6000000
MEMORY := $(shell awk '$$2 == "/dev/shm" && $$4 !~ /noexec/ { print $$2 }' /proc/mounts 2>/dev/null | head -n 1)
MEMORY := $(if $(MEMORY),$(shell [ "$$(df --output=avail -k $(MEMORY) | tail -n 1)" -gt $(ROOM_IN_KB) ] && echo $(MEMORY)))
GOTESTS := go tool gotestsum --format standard-quiet
test e2e faults: export GOTMPDIR := $(or $(GOTMPDIR),$(TMPDIR),/tmp)
test e2e faults: export TMPDIR := $(or $(TMPDIR),$(MEMORY),/tmp)

test: check test-page ## Run every check and every test, on private stacks of their own
	@mkdir -p bin
	go run ./deploy/devstack/withstack -- $(GOTESTS) --jsonfile bin/tests.json -- -count=1 -timeout 30m ./...
	@echo "the slowest tests:"; go tool gotestsum tool slowest --num 10 --jsonfile bin/tests.json
	@$(MAKE) --no-print-directory e2e

# What waits for parts that are frozen, each for as long as its time limit.
faults: needs-go ## Freeze the database, the engine and the object store under the product
	go run ./deploy/devstack/withstack -- $(GOTESTS) -- -tags faults -count=1 -timeout 20m -run 'Faults|Frozen|Unattended|SlowStatement' ./cmd/approvals ./storage/postgres ./storage/objects

test-page: page
	@echo "the page: style, types, words, imports"; cd $(PAGE) && npm run --silent check
	@echo "the page: size of each route"; cd $(PAGE) && npm run --silent size

e2e: build needs-chromium ## Drive the page in a real Chromium through a whole stack
	cd $(PAGE) && npm run --silent e2e -- $(E2E)

measure-page: build needs-chromium ## Print how fast the page is with 500 tasks and with 100,000 events
	cd $(PAGE) && npm run --silent measure

check: needs-go ## Formatting, vet, staticcheck and workflowcheck
	@echo "gofmt";         unformatted=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$unformatted" ]; then echo "not formatted:"; echo "$$unformatted"; exit 1; fi
	@echo "go vet";        go vet ./... && go vet -tags faults ./cmd/approvals ./storage/postgres ./storage/objects
	@echo "staticcheck";   go tool staticcheck ./...
	@echo "workflowcheck"; go tool workflowcheck ./workflows/...

fuzz: needs-go ## Send 50,000 odd requests to all routes, then fuzz the decoding of bodies for a minute
	FUZZ_REQUESTS=50000 go run ./deploy/devstack/withstack -- go test ./api -count=1 -v -run OddInput
	go run ./deploy/devstack/withstack -- go test ./api -run '^$$' -fuzz FuzzDecode -fuzztime 60s

# The stack's data is in memory for the tests and on the disk here, as it is in use.
BENCH_DATA = $(or $(TMPDIR),/tmp)/approvals-bench
define with-bench-stack
rm -rf $(BENCH_DATA)*; \
bin/devstack up --demo-data none --data-dir $(BENCH_DATA) --listen 127.0.0.1:0 --postgres-port 0 --temporal-port 0 --minio-port 0 >$(BENCH_DATA).log 2>&1 & stack=$$!; \
trap "kill -INT $$stack; wait $$stack; rm -rf $(BENCH_DATA)*" EXIT; \
until grep -q 'Sign in as' $(BENCH_DATA).log; do kill -0 $$stack 2>/dev/null || { cat $(BENCH_DATA).log; exit 1; }; sleep 1; done; \
set -e; seed() { bin/devstack seed --data-dir $(BENCH_DATA) "$$@"; }; bench() { bin/approvals bench --development --data-dir $(BENCH_DATA) "$$@"; };
endef

bench: build ## Measure the product on private stacks; BENCH='--only approvals' that alone, BENCH_LARGE=1 with millions of rows too
	@$(with-bench-stack) bench --json bin/bench.json $(if $(BENCH_LARGE),--open 2000 --open 10000 --open 100000) $(BENCH)
ifeq ($(BENCH),)
	@$(with-bench-stack) \
	seed --customers 1000 --tasks 10000 --events 50000; bench --only reads --json bin/bench-reads.json; \
	if [ -n "$(BENCH_LARGE)" ]; then \
	  seed --customers 99000 --tasks 990000 --events 4950000; bench --only reads --json bin/bench-reads-large.json --compare bin/bench-reads.json; \
	fi
	@$(MAKE) --no-print-directory measure-page
endif

page: $(PAGE)/dist/index.html

# The page is built when one of its files is newer than what was built.
$(PAGE)/dist/index.html: $(PAGE)/node_modules/.package-lock.json $(shell find $(PAGE)/src $(PAGE)/public $(PAGE)/scripts -type f 2>/dev/null) $(wildcard $(PAGE)/*.ts $(PAGE)/*.html $(PAGE)/tsconfig.json)
	@echo "building the page"; cd $(PAGE) && npm run --silent build

$(PAGE)/node_modules/.package-lock.json: $(PAGE)/package-lock.json
	@command -v npm >/dev/null || { echo "npm is missing: install Node 20 or newer with npm and put it on PATH."; exit 1; }
	@echo "installing what the page is built with (npm ci)"; cd $(PAGE) && npm ci --no-audit --no-fund --loglevel=error && touch node_modules/.package-lock.json

clean: ## Remove what was built; data and the servers' cache stay
	rm -rf bin

# The browser tests want Debian's Chromium, best the one without windows, which starts a page
# in half the time, and a font without which Chinese is boxes.
.PHONY: needs-chromium
needs-chromium:
	@if [ -x "$${CHROMIUM:-/usr/bin/chromium-headless-shell}" ] || [ -x /usr/bin/chromium ]; then \
	  if fc-list 2>/dev/null | grep -qi cjk; then exit 0; fi; \
	fi; \
	if [ "$$(id -u)" = 0 ]; then \
	  echo "installing Debian's chromium-headless-shell and fonts-noto-cjk"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell fonts-noto-cjk fontconfig >/dev/null; \
	else \
	  echo "The browser tests need Debian's packages chromium-headless-shell, fontconfig and fonts-noto-cjk: sudo apt-get install chromium-headless-shell fontconfig fonts-noto-cjk"; exit 1; \
	fi

.PHONY: needs-go page test-page e2e measure-page
needs-go:
	@command -v go >/dev/null || { echo "Go is missing: install Go $$(awk '$$1=="go"{print $$2}' go.mod) or newer and put it on PATH."; exit 1; }
