# Each target stands alone in a fresh clone. Needed: Go, a C compiler, and Node with npm for the tests.

GO ?= go
TOOLS := $(CURDIR)/.tools
GOLANGCI := v2.6.2
ORACLE := testdata/oracle

.PHONY: demo test deps lint build fuzz compare prerequisites

demo: build
	@rm -rf rtconsolidate-demo
	@bin/rtconsolidate demo rtconsolidate-demo

build: go-prerequisites
	@CGO_ENABLED=1 $(GO) build -o bin/rtconsolidate ./cmd/rtconsolidate

# test runs everything, in less than ten minutes on two cores. TESTFLAGS go to `go test`.
test: deps
	@CGO_ENABLED=1 $(GO) test -timeout 9m $(TESTFLAGS) ./... ./.ci/summary

# compare DIR=… compares what is read of any repo with TypeScript, and prints each difference: references
# and exports, resolution, the meaning of names, broken imports.
.PHONY: compare
compare: deps
	@test -n "$(DIR)" || { echo "usage: make compare DIR=/path/to/repo" >&2; exit 2; }
	@CGO_ENABLED=1 RTC_COMPARE_DIR="$(abspath $(DIR))" $(GO) test -count=1 -timeout 60m -run 'Folder' -v ./analyze/agree ./analyze/scanner/compare

# trial DIR=… plans at random on any repo, and has TypeScript and esbuild judge each planned state. The variables
# RTC_TRIAL_PLANS (100), RTC_SEED (0) and RTC_TRIAL_TSCONFIG (tsconfig.json) say how many, which, and by what.
.PHONY: trial
trial: deps
	@test -n "$(DIR)" || { echo "usage: make trial DIR=/path/to/repo" >&2; exit 2; }
	@CGO_ENABLED=1 RTC_TRIAL_DIR="$(abspath $(DIR))" $(GO) test -count=1 -timeout 120m -run Folder -v ./rewrite/trial

# deps installs what the tests need: TypeScript, the oracle, from npm.
deps: prerequisites $(ORACLE)/node_modules/.package-lock.json

$(ORACLE)/node_modules/.package-lock.json: $(ORACLE)/package-lock.json
	@cd $(ORACLE) && npm ci --silent --no-audit --no-fund
	@touch $@

prerequisites: go-prerequisites
	@command -v node >/dev/null || { echo "missing: node (Node.js 18 or newer, for the TypeScript oracle of the tests)" >&2; exit 1; }
	@node -e 'process.exit(+(parseInt(process.versions.node) < 18))' || { echo "missing: Node.js 18 or newer; this is $$(node --version)" >&2; exit 1; }
	@command -v npm >/dev/null || { echo "missing: npm (installs the TypeScript oracle of the tests)" >&2; exit 1; }
	@command -v git >/dev/null || { echo "missing: git (the tests make repos)" >&2; exit 1; }

# The compiler that Go calls has to be there and to find the C library.
.PHONY: go-prerequisites
go-prerequisites:
	@command -v $(GO) >/dev/null || { echo "missing: go (https://go.dev/dl)" >&2; exit 1; }
	@echo '#include <stdlib.h>' | $$($(GO) env CC) -xc -c - -o /dev/null 2>/dev/null || \
	  { echo "missing: a C compiler with its C library ($$($(GO) env CC)), for the parser's grammars" >&2; exit 1; }

# bench measures scan, plan and check against a program that only reads the same files, rg and rev-dep:
#   make bench                                  on a generated repo of 3,000 files and 20 MB
#   make bench REPO=DIR [CONFIG=FILE]           on a repo of yours, which is copied, not touched
BENCH := $(CURDIR)/.bench
PEERS := bench/peers
.PHONY: bench
bench: prerequisites build $(PEERS)/node_modules/.package-lock.json
	@mkdir -p $(BENCH)
	@$(GO) build -o $(BENCH)/floor ./bench/floor
	@$(GO) run ./bench -work $(BENCH) -tool $(CURDIR)/bin/rtconsolidate -floor $(BENCH)/floor \
	  -peers $(CURDIR)/$(PEERS)/node_modules $(if $(REPO),-repo $(REPO)) $(if $(CONFIG),-config $(CONFIG)) $(BENCHFLAGS)

$(PEERS)/node_modules/.package-lock.json: $(PEERS)/package-lock.json
	@cd $(PEERS) && npm ci --silent --no-audit --no-fund
	@touch $@

lint: $(TOOLS)/golangci-lint-$(GOLANGCI)
	@test -z "$$(gofmt -l .)" || { echo "gofmt would change:" >&2; gofmt -l . >&2; exit 1; }
	@$(GO) vet -composites=false ./...
	@$(TOOLS)/golangci-lint-$(GOLANGCI) run ./...

$(TOOLS)/golangci-lint-$(GOLANGCI):
	@mkdir -p $(TOOLS)
	@GOBIN=$(TOOLS) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI)
	@mv $(TOOLS)/golangci-lint $@

# measure tells how well realtime files are found in the labelled repos (rules/testdata/labels/README.md):
# make measure REPOS=DIR
.PHONY: measure
measure:
	@REPOS="$(REPOS)" CGO_ENABLED=1 $(GO) test -count=1 -tags measure -run TestLabelledRepos -v ./rules

# fuzz runs every fuzz target for FUZZTIME each.
FUZZTIME ?= 30s
fuzz:
	@for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$p || exit 1; \
	  done; \
	done
