# Each target stands alone in a fresh clone. Needed: Go, a C compiler, and Node with npm for the tests.

GO ?= go
TOOLS := $(CURDIR)/.tools
GOLANGCI := v2.6.2
ORACLE := testdata/oracle

.PHONY: demo test deps lint build fuzz prerequisites

demo: build
	@bin/rtconsolidate demo rtconsolidate-demo

build: go-prerequisites
	@CGO_ENABLED=1 $(GO) build -o bin/rtconsolidate ./cmd/rtconsolidate

test: deps
	@CGO_ENABLED=1 $(GO) test $(TESTFLAGS) ./...

# deps installs what the tests need: TypeScript, the oracle, from npm.
deps: prerequisites $(ORACLE)/node_modules/.package-lock.json

$(ORACLE)/node_modules/.package-lock.json: $(ORACLE)/package-lock.json
	@cd $(ORACLE) && npm ci --silent --no-audit --no-fund
	@touch $@

prerequisites: go-prerequisites
	@command -v node >/dev/null || { echo "missing: node (Node.js, for the TypeScript oracle of the tests)" >&2; exit 1; }
	@command -v npm >/dev/null || { echo "missing: npm (installs the TypeScript oracle of the tests)" >&2; exit 1; }
	@command -v git >/dev/null || { echo "missing: git (the tests make repos)" >&2; exit 1; }

.PHONY: go-prerequisites
go-prerequisites:
	@command -v $(GO) >/dev/null || { echo "missing: go (https://go.dev/dl)" >&2; exit 1; }
	@command -v $${CC:-cc} >/dev/null || { echo "missing: a C compiler (cc), for the parser's grammars" >&2; exit 1; }

lint: $(TOOLS)/golangci-lint-$(GOLANGCI)
	@test -z "$$(gofmt -l .)" || { echo "gofmt would change:" >&2; gofmt -l . >&2; exit 1; }
	@$(GO) vet -composites=false ./...
	@$(TOOLS)/golangci-lint-$(GOLANGCI) run ./...

$(TOOLS)/golangci-lint-$(GOLANGCI):
	@mkdir -p $(TOOLS)
	@GOBIN=$(TOOLS) $(GO) install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI)
	@mv $(TOOLS)/golangci-lint $@

# fuzz runs every fuzz target for FUZZTIME each.
FUZZTIME ?= 30s
fuzz:
	@for p in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$p | grep '^Fuzz'); do \
	    echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) $$p || exit 1; \
	  done; \
	done
