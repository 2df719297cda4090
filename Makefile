# Two commands do everything on a fresh Debian machine with Swift: `make demo` and `make test`.
PREFIX ?= /usr/local

.PHONY: build test demo lint format bench install clean

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

bench: build
	@Benchmarks/run

install: build
	install -D -m 755 .build/release/stigready $(DESTDIR)$(PREFIX)/bin/stigready
	mkdir -p $(DESTDIR)$(PREFIX)/share/stigready
	cp -R content profiles reports $(DESTDIR)$(PREFIX)/share/stigready/

clean:
	rm -rf .build
