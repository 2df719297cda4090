# Two commands do everything on a fresh Debian machine with Swift: `make demo` and `make test`.
PREFIX ?= /usr/local

.PHONY: build test demo lint format content bench install clean

build:
	@.ci/install build
	swift build -c release --static-swift-stdlib --product stigready

demo: 
	@.ci/install build demo
	swift build -c release --static-swift-stdlib --product stigready
	@.ci/demo

test:
	@.ci/install build test
	swift build --build-tests
	swift build -c release --static-swift-stdlib --product stigready
	swift test --skip-build

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests

format:
	swift format format --in-place --recursive --parallel Package.swift Sources Tests

# The documents of every benchmark, made from its requirement files.
content: build
	@for file in content/*/benchmark.yaml; do [ ! -e "$$file" ] || .build/release/stigready content build "$${file%/benchmark.yaml}" --data . || exit 1; done

bench: build
	@Benchmarks/run

install: build
	install -D -m 755 .build/release/stigready $(DESTDIR)$(PREFIX)/bin/stigready
	mkdir -p $(DESTDIR)$(PREFIX)/share/stigready
	cp -R content profiles reports $(DESTDIR)$(PREFIX)/share/stigready/

clean:
	rm -rf .build
