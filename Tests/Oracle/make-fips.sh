#!/bin/sh
# make-fips.sh [DIR]: the files of Debian 13's OpenSSL with its FIPS provider, as packages bring them; nothing is configured or run.
# Does nothing if DIR is complete.
set -eu

CACHE="${STIGREADY_TEST_CACHE:-/var/tmp/stigready-tests}"
DIR="${1:-$CACHE/fips}"
RECIPE=1
. "$(dirname "$0")/common.sh"

STAMP="$DIR.stamp"
mkdir -p "$(dirname "$DIR")"
exec 8>"$DIR.lock"
flock 8
if stamped "$STAMP" "$RECIPE" && [ -d "$DIR/usr" ]; then
    echo "fips: $DIR is complete"
    exit 0
fi
need_root
need_mmdebstrap
remove_root "$DIR"
rm -f "$STAMP"
bootstrap --variant=extract --include=openssl,openssl-provider-fips trixie "$DIR" >"$DIR.log" 2>&1 || {
    tail -n 20 "$DIR.log" >&2
    exit 1
}
write_stamp "$STAMP" "$RECIPE" fips
