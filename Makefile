# make        builds the binary
# make test   everything that must hold before a change lands; needs Go, installs the rest on Debian as root
# make help   lists the targets

GO            ?= go
FUZZTIME      ?= 30s
BENCHSTAT     := golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da
GOLANGCI_LINT := github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: build test install lint sweeps race fuzz bench bench-run bench-baseline bench-pictures bench-pdf figures gallery help

build: ## build ./placard, a static binary
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w' -o placard ./cmd/placard

test: install lint sweeps race fuzz ## run every check

install: ## install what the tests need, where that is possible
	@.ci/install

lint: ## gofmt, go vet, golangci-lint
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo 'gofmt would change:'; gofmt -l $$(git ls-files '*.go'); exit 1; }
	$(GO) vet ./...
	$(GO) run $(GOLANGCI_LINT) run

# Tests that sweep over many cases leave most of them out under the race detector, by package sweep.
sweeps: ## every case of the tests that race thins
	$(GO) test -timeout 15m $$(git grep -l '"placard/internal/sweep"' -- '*_test.go' | sed 's|[^/]*$$||; s|^|./|' | sort -u)

race: ## all tests, with the race detector
	CGO_ENABLED=1 $(GO) test -race -timeout 15m ./...

# Go minimises every interesting input for a minute by default, which stalls on templates of some kB.
fuzz: ## the whole chain on random input, from decoding to a picture and to a PDF
	$(GO) test -run '^$$' -fuzz '^FuzzChain$$' -fuzztime $(FUZZTIME) -fuzzminimizetime 10x ./render
	$(GO) test -run '^$$' -fuzz '^FuzzPDF$$' -fuzztime $(FUZZTIME) -fuzzminimizetime 10x ./render

# The parts of a picture, then whole scenes, on one core. With six readings each, benchstat tells a change from noise.
BENCH := $(GO) test -run '^$$' -count 6 -cpu 1 -benchmem
PARTS := ^Benchmark(JPEG|JPEG444|PNG|WebP|WebPLossless|Shape|ShapeCached|Build|Fill|Linear|Shadow|Text|Picture|RoundRect|Hash)$$

bench: ## the Go benchmarks against docs/bench-baseline.txt, in some three minutes
	@mkdir -p out
	@$(MAKE) -s bench-run > out/bench.txt || { cat out/bench.txt; exit 1; }
	@$(GO) run $(BENCHSTAT) docs/bench-baseline.txt out/bench.txt

bench-run: ## the same, as the Go tool prints it
	@echo '# $(shell date -u +%Y-%m-%d), $(shell git rev-parse --short HEAD), $(shell nproc) cores, $(shell $(GO) env GOVERSION)'
	$(BENCH) -benchtime 100ms -bench '$(PARTS)' ./render/encode ./fonts ./render/layout ./render/raster ./render/display
	$(BENCH) -benchtime 200ms -bench '^Benchmark(Scene|Cold)$$/^(card-flat|card-photo|product-card)$$/^(raw|jpeg|png|webp)$$' ./cmd/scenebench

bench-baseline: ## make docs/bench-baseline.txt anew; wants a quiet machine
	@mkdir -p out
	@$(MAKE) -s bench-run > out/bench.txt || { cat out/bench.txt; exit 1; }
	@cp out/bench.txt docs/bench-baseline.txt

bench-pictures: ## pictures beside those of @napi-rs/canvas; needs node and npm
	CGO_ENABLED=0 $(GO) build -o cmd/scenebench/peers/out/scenebench ./cmd/scenebench
	cd cmd/scenebench/peers && npm install --no-audit --no-fund && node bench.mjs --json out/pictures.json && node tables.mjs out/pictures.json

bench-pdf: ## PDFs beside those of Chromium, satori and pdfkit; needs node, npm, chromium and poppler-utils
	CGO_ENABLED=0 $(GO) build -o cmd/scenebench/peers/out/scenebench ./cmd/scenebench
	cd cmd/scenebench/peers && npm install --no-audit --no-fund && node pdf.mjs

figures: ## the figures in full; takes minutes and wants a quiet machine
	$(GO) test -count 1 -v -timeout 30m ./cmd/placard -run 'F1|F4|Rotation|Secrets|Kills|Preview' -figures | grep -v '^=== '

gallery: ## draw docs/gallery anew
	$(GO) run ./docs/gallery

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12
