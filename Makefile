# The two commands of the README, and what they are made of. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := bin/approvals

.PHONY: help up demo build test check fuzz clean

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

up: build ## Run everything on this machine, with demo accounts; Ctrl-C stops it
	@exec $(BIN) up

demo: build ## Watch both approvals go through, against the stack that `make up` runs
	@$(BIN) demo

build: needs-go ## Build the program into bin/
	@mkdir -p bin && go build -o $(BIN) ./cmd/approvals

test: check ## Run every check and every test, on a private stack of its own
	go run ./deploy/devstack/withstack -- go test -count=1 ./...

check: needs-go ## Formatting, vet, staticcheck and workflowcheck
	@echo "gofmt";         unformatted=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$unformatted" ]; then echo "not formatted:"; echo "$$unformatted"; exit 1; fi
	@echo "go vet";        go vet ./...
	@echo "staticcheck";   go tool staticcheck ./...
	@echo "workflowcheck"; go tool workflowcheck ./workflows/...

fuzz: needs-go ## Fuzz the decoding of requests for a minute
	go run ./deploy/devstack/withstack -- go test ./api -run '^$$' -fuzz FuzzDecode -fuzztime 60s

clean: ## Remove what was built; data and the servers' cache stay
	rm -rf bin

.PHONY: needs-go
needs-go:
	@command -v go >/dev/null || { echo "Go is missing: install Go $$(awk '$$1=="go"{print $$2}' go.mod) or newer and put it on PATH."; exit 1; }
