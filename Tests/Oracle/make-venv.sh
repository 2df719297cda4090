#!/bin/sh
# make-venv.sh [DIR]: a virtual environment with the validators that documents of ours are held against; prints its path.
# Does nothing if DIR is complete; begins anew if a former run was cut off. DIR: default $CACHE/venv.
# Needs python3 with venv, and PyPI or a mirror of it the first time.
set -eu

CACHE="${STIGREADY_TEST_CACHE:-/var/tmp/stigready-tests}"
DIR="${1:-$CACHE/venv}"
RECIPE=1
here="$(cd "$(dirname "$0")" && pwd)"
. "$here/common.sh"

# Versions stand here, so that a validator changes when somebody changes it.
packages="jsonschema==4.26.0 compliance-trestle==5.2.0 in-toto-attestation==0.9.3 cyclonedx-python-lib[json-validation]==11.12.0
openpyxl==3.1.5 emass-client-api==3.22.0 junitparser==4.0.2 sarif-om==1.0.4"

mkdir -p "$CACHE"
exec 9>"$DIR.lock"
flock 9
if stamped "$DIR.stamp" "$RECIPE"; then
    echo "$DIR"
    exit 0
fi
rm -rf "$DIR" "$DIR.stamp"
echo "making $DIR" >&2
python3 -m venv "$DIR" >&2
# shellcheck disable=SC2086
"$DIR/bin/pip" install -q --disable-pip-version-check $packages >&2
write_stamp "$DIR.stamp" "$RECIPE" "$("$DIR/bin/pip" freeze --disable-pip-version-check)"
echo "$DIR"
