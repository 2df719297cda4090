# shellcheck shell=sh
# common.sh: what the scripts of this folder share. Sourced, not run.

: "${CACHE:=${STIGREADY_TEST_CACHE:-/var/tmp/stigready-tests}}"

need_root() {
    [ "$(id -u)" = 0 ] || {
        echo "$(basename "$0"): must run as root (chroot, mounts, package installation)" >&2
        exit 1
    }
}

need_mmdebstrap() {
    command -v mmdebstrap >/dev/null && return
    echo "installing mmdebstrap" >&2
    apt-get update -q >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends mmdebstrap >&2
}

# The archive this machine already uses, so that proxies and mirrors of the place are respected. STIGREADY_MIRROR wins.
mirror() {
    if [ -n "${STIGREADY_MIRROR:-}" ]; then
        echo "$STIGREADY_MIRROR"
        return
    fi
    found="$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2>/dev/null |
        grep -v '^[[:space:]]*#' | grep -oE 'https?://[^] ]*/debian/?([[:space:]]|$)' | head -n 1 | tr -d '[:space:]')" || true
    echo "${found:-http://deb.debian.org/debian}"
}

# bootstrap ARGS…: mmdebstrap with one source line, the main archive only (security suites of old releases are gone).
# Whatever it mounts ends with it, also when it is killed.
# The machine's own apt configuration may hold language and validity settings that a closed network needs.
bootstrap() {
    unshare --mount --propagation private mmdebstrap --mode=root --components=main --aptopt='Acquire::Check-Valid-Until "false"' \
        --aptopt='Acquire::Check-Date "false"' --aptopt='Acquire::Languages "none"' \
        --aptopt='Acquire::Retries "3"' "$@" "$(mirror)"
}

# A root is built in place; nothing of it may be mounted when it is thrown away. What a run that was cut off left mounted goes first.
remove_root() {
    [ -e "$1" ] || return 0
    case "$1" in
    / | "" | /usr* | /etc* | /home | /root)
        echo "refusing to remove '$1'" >&2
        exit 1
        ;;
    esac
    real="$(realpath "$1")"
    cut -d ' ' -f 2 /proc/self/mounts | grep "^$real/" | sort -r | while read -r mounted; do
        umount -l "$mounted" || true
    done
    if grep -q " $real/" /proc/self/mounts; then
        echo "something is mounted below $real and cannot be unmounted" >&2
        exit 1
    fi
    rm -rf --one-file-system "$real"
}

# One maker of a folder at a time, in whatever checkout it runs: the others wait, then find it complete.
lock() { # DIR
    mkdir -p "$(dirname "$1")"
    exec 8>"$1.lock"
    flock 8
}

# A stamp lies beside its folder, not in it: a root must hold nothing of ours. First line: recipe number; the rest is for people.
stamped() { [ -f "$1" ] && [ "$(sed -n 1p "$1")" = "recipe $2" ]; }

write_stamp() {
    printf 'recipe %s\n%s\n' "$2" "$3" >"$1.new"
    mv "$1.new" "$1"
}
