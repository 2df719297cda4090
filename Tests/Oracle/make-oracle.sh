#!/bin/sh
# make-oracle.sh [DIR]: a Debian 13 root that holds oscap 1.4.x, the reference for the differential tests.
# Does nothing if DIR is complete; begins anew if a former run was cut off.
set -eu

CACHE="${STIGREADY_TEST_CACHE:-/var/tmp/stigready-tests}"
DIR="${1:-$CACHE/oracle}"
RECIPE=4
. "$(dirname "$0")/common.sh"

STAMP="$DIR.stamp"
lock "$DIR"
if stamped "$STAMP" "$RECIPE" && [ -x "$DIR/usr/bin/oscap" ]; then
    echo "oracle: $DIR is complete ($(cat "$STAMP"))"
    exit 0
fi

need_root
need_mmdebstrap
remove_root "$DIR"
rm -f "$STAMP"
log="$DIR.log"
echo "oracle: building $DIR (log: $log)"
bootstrap --variant=minbase --include=openscap-scanner,openscap-common,rpm-common,rpm trixie "$DIR" >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    exit 1
}

# Without an mtab, recurse_file_system="local" and "defined" fail without a word.
ln -sfn /proc/self/mounts "$DIR/etc/mtab"

# The script check engine runs on the scanning host, not in the image: its verdicts must not enter a comparison.
mkdir -p "$DIR/var/lib/sce-moved-away"
find "$DIR/usr/lib" -name 'libopenscap_sce*' -exec mv {} "$DIR/var/lib/sce-moved-away/" \;

version="$(chroot "$DIR" oscap --version | sed -n '1s/.*) //p')"
case "$version" in
1.4.*) ;;
*)
    echo "oracle: oscap 1.4.x expected, found '$version'" >&2
    exit 1
    ;;
esac
write_stamp "$STAMP" "$RECIPE" "oscap $version"
echo "oracle: $DIR is ready, oscap $version"
