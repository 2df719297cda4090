# shellcheck shell=sh
# image-parts.sh: what the images of make-image.sh have in common, and the one without dpkg. Sourced, not run.

# What differs from build to build, and what the builder left behind: the options it was called with are none of the image's.
settle_image() { # DIR
    rm -f "$1/etc/apt/apt.conf.d/99mmdebstrap" "$1/etc/dpkg/dpkg.cfg.d/99mmdebstrap"
    for file in "$1/etc/shadow" "$1/etc/shadow-"; do
        if [ -f "$file" ]; then sed -i -E 's/^(([^:]*:){2})[0-9]+:/\119000:/' "$file"; fi
    done
    if [ -e "$1/etc/machine-id" ]; then : >"$1/etc/machine-id"; fi
    if [ -e "$1/etc/hostname" ]; then echo "stigready-test" >"$1/etc/hostname"; fi
    rm -f "$1/etc/resolv.conf"
    # Databases without data, which differ from build to build; an image has them made where it starts.
    rm -rf "$1"/var/lib/mysql/* "$1"/var/lib/postgresql/*/main/*
    rm -rf "$1"/var/cache/apt/*.bin "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/* "$1"/var/cache/ldconfig \
        "$1"/tmp/* "$1"/run/* 2>/dev/null || true
    find "$1" -xdev -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

# fetch DIR PACKAGE…: the named packages and nothing they depend on, by APT, which checks the archive's signature.
fetch() {
    debs="$1"
    shift
    state="$debs.apt"
    mkdir -p "$debs" "$state/lists/partial" "$state/archives/partial"
    : >"$state/status"
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(mirror) $suite main" >"$state/sources.list"
    set -- -q -o "Dir::Etc::SourceList=$state/sources.list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State::Lists=$state/lists" \
        -o "Dir::State::Status=$state/status" -o "Dir::Cache=$state" -o APT::Sandbox::User=root -o Acquire::Languages=none \
        -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false -o Acquire::Check-Valid-Until=false -o Acquire::Check-Date=false \
        -o Acquire::Retries=3 -- "$@"
    # Options stand before the dashes, names after them.
    options=""
    while [ "$1" != "--" ]; do
        options="$options $1"
        shift
    done
    shift
    # shellcheck disable=SC2086 # no option holds a space
    apt-get $options update
    # shellcheck disable=SC2086
    (cd "$debs" && apt-get $options download "$@")
    remove_root "$state"
}

# The .deb of a package that was fetched.
deb() { # DEBS PACKAGE
    for file in "$1/$2"_*.deb; do echo "$file"; done
}

# The usual bundle: every authority of the package, one after the other.
bundle() { # DEBS FILE
    mkdir -p "$1/authorities" "$(dirname "$2")"
    dpkg-deb -x "$(deb "$1" ca-certificates)" "$1/authorities"
    find "$1/authorities/usr/share/ca-certificates/mozilla" -name '*.crt' | LC_ALL=C sort | xargs cat >"$2"
    chmod 0644 "$2"
}

# Packages without scripts: their files, and of each package its control file and its sums below status.d.
distroless() { # DIR WORK
    packages="base-files netbase tzdata media-types libc6 libgcc-s1 libssl3t64 openssl-provider-legacy zlib1g libzstd1 libstdc++6"
    # shellcheck disable=SC2086 # a list of names
    fetch "$2" $packages ca-certificates hello
    mkdir -p "$1"
    for package in $packages; do
        file="$(deb "$2" "$package")"
        dpkg-deb -x "$file" "$1"
        dpkg-deb -e "$file" "$2/control-$package"
    done
    mkdir -p "$1/var/lib/dpkg/status.d"
    for package in $packages; do
        cp "$2/control-$package/control" "$1/var/lib/dpkg/status.d/$package"
        cp "$2/control-$package/md5sums" "$1/var/lib/dpkg/status.d/$package.md5sums"
        chmod 0644 "$1/var/lib/dpkg/status.d/$package" "$1/var/lib/dpkg/status.d/$package.md5sums"
    done
    bundle "$2" "$1/etc/ssl/certs/ca-certificates.crt"
    cat >"$1/etc/passwd" <<'EOF_PASSWD'
root:x:0:0:root:/root:/sbin/nologin
nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin
nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin
EOF_PASSWD
    printf 'root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:65532:\n' >"$1/etc/group"
    printf 'hosts: files dns\n' >"$1/etc/nsswitch.conf"
    install -d -m 0700 "$1/root"
    install -d -m 0700 -o 65532 -g 65532 "$1/home/nonroot"
    install -d -m 1777 "$1/tmp"
    # The application: a program of no package that the image knows, and its settings.
    dpkg-deb -x "$(deb "$2" hello)" "$2/application"
    install -d -m 0755 "$1/app"
    install -m 0755 "$2/application/usr/bin/hello" "$1/app/hello"
    printf 'greeting: Hello\nlisten: 8080\n' >"$1/app/config.yaml"
    chmod 0644 "$1/etc/passwd" "$1/etc/group" "$1/etc/nsswitch.conf" "$1/app/config.yaml"
}
