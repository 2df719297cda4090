#!/bin/sh
# run-oracle.sh ORACLE_ROOT ROOT CONTENT PROFILE [OUTDIR]: what oscap 1.4.x says about an image.
#
# ORACLE_ROOT  made by make-oracle.sh
# ROOT         an unpacked image; it is never written to: oscap scans a copy, for it writes into what it scans
# CONTENT      a source data stream (or XCCDF with its files beside it)
# PROFILE      a profile's id, its suffix, or (all); (default) for none
# OUTDIR       default $CACHE/results/<root's name>/<content's name>/<profile>
#
# Leaves xccdf.xml, verdicts.tsv, arf.xml, oval/*.xml, stdout.txt, stderr.txt, exit.txt, command.txt, key.txt and seconds.txt in OUTDIR.
# Nothing is run if OUTDIR already holds the answer for this root, content, profile and oscap.
# Exit: 0 if oscap gave results (its own exit code is in exit.txt), 1 if it did not.
set -eu

CACHE="${STIGREADY_TEST_CACHE:-/var/tmp/stigready-tests}"
[ $# -ge 4 ] || {
    echo "usage: run-oracle.sh ORACLE_ROOT ROOT CONTENT PROFILE [OUTDIR]" >&2
    exit 1
}
oracle="$(realpath "$1")"
root="$(realpath "$2")"
content="$(realpath "$3")"
profile="$4"
name="$(basename "$root")"
short="$(echo "${profile##*content_profile_}" | tr -d '()')"
out="${5:-$CACHE/results/$name/$(basename "$content" .xml)/$short}"
. "$(dirname "$0")/common.sh"

# Owners, modes, sizes, times, link targets: what the image is, without reading it. A second: 200,000 files.
# The recipe it was made by belongs to it: a database can differ in its bytes alone.
fingerprint() {
    {
        sed -n 1p "$1.stamp" 2>/dev/null
        find "$1" -xdev -printf '%P\t%y\t%m\t%U\t%G\t%s\t%T@\t%l\n' | LC_ALL=C sort
    } | sha256sum | cut -c1-32
}

# The verdicts as lines "rule TAB result", in the order of the document.
verdicts() {
    sed -n -e 's/.*<rule-result idref="\([^"]*\)".*/\1/p' -e 's/.*<result>\([a-z]*\)<\/result>.*/\t\1/p' "$1" |
        awk '/^\t/ { print rule $0; next } { rule = $0 }'
}

version="$(sed -n 2p "$oracle.stamp" 2>/dev/null || echo unknown)"
print="$(fingerprint "$root")"
key="$(printf '%s\n' "$version" "$print" "$(sha256sum <"$content")" "$profile" "$(sed -n 1p "$oracle.stamp" 2>/dev/null)" | sha256sum | cut -c1-32)"
if [ -f "$out/key.txt" ] && [ "$(cat "$out/key.txt")" = "$key" ] && [ -s "$out/xccdf.xml" ]; then
    [ -f "$out/verdicts.tsv" ] || verdicts "$out/xccdf.xml" >"$out/verdicts.tsv"
    echo "oracle: $out is current, exit $(cat "$out/exit.txt")"
    exit 0
fi

need_root
rm -rf "$out"
mkdir -p "$out/oval" "$CACHE/copies"
out="$(realpath "$out")"
copy="$CACHE/copies/$name-$print"

# One copy for each state of a root, and one run on it at a time.
exec 9>"$copy.lock"
flock 9
if [ ! -f "$copy.list" ]; then
    remove_root "$copy"
    cp -a --reflink=auto "$root" "$copy"
    (cd "$copy" && find . -xdev | LC_ALL=C sort) >"$copy.list"
fi

mkdir -p "$oracle/mnt/image" "$oracle/mnt/content" "$oracle/mnt/out"
set -- xccdf eval --results-arf /mnt/out/arf.xml --results /mnt/out/xccdf.xml --oval-results --skip-valid
[ "$profile" = "(default)" ] || set -- "$@" --profile "$profile"
set -- "$@" "/mnt/content/$(basename "$content")"
echo "oscap $*" >"$out/command.txt"

# The mounts live in a namespace of their own and end with it, even when the run is killed.
started="$(date +%s.%N)"
status=0
unshare --mount --propagation private sh -c '
    set -eu
    mount -t proc proc "$1/proc"
    mount --bind "$2" "$1/mnt/image"
    mount --bind "$3" "$1/mnt/content"
    mount --bind "$4" "$1/mnt/out"
    mount -o remount,bind,ro "$1/mnt/content"
    oracle="$1"
    shift 4
    cd "$oracle"
    exec timeout --kill-after=10 "${STIGREADY_ORACLE_TIMEOUT:-900}" chroot "$oracle" \
        env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root OSCAP_PROBE_ROOT=/mnt/image \
        sh -c "cd /mnt/out/oval && exec oscap \"\$@\"" oscap "$@"
' run-oracle "$oracle" "$copy" "$(dirname "$content")" "$out" "$@" \
    >"$out/stdout.txt" 2>"$out/stderr.txt" 9>&- || status=$?
echo "$status" >"$out/exit.txt"
echo "$(date +%s.%N) - $started" | bc >"$out/seconds.txt" 2>/dev/null || true

# What oscap left behind in the image must not change the next run's answer.
(cd "$copy" && find . -xdev | LC_ALL=C sort | LC_ALL=C comm -13 "$copy.list" - >"$out/written-into-image.txt")
(cd "$copy" && while IFS= read -r path; do rm -rf -- "$path"; done) <"$out/written-into-image.txt"

case "$status" in
0 | 2) ;;
*)
    echo "oracle: oscap ended with $status on $name, $profile: $(tail -n 1 "$out/stderr.txt")" >&2
    exit 1
    ;;
esac
[ -s "$out/xccdf.xml" ] || {
    echo "oracle: no results for $name, $profile" >&2
    exit 1
}
verdicts "$out/xccdf.xml" >"$out/verdicts.tsv"
echo "$key" >"$out/key.txt"
echo "oracle: $out, exit $status, $(cat "$out/seconds.txt") s"
