#!/bin/sh
# oscap.sh ORACLE ROOT OUT: evaluates OUT/oval.xml on ROOT with the oscap of ORACLE, results to OUT/results.xml.
# The mounts live in a namespace of their own and end with it. ROOT is thrown away afterwards: oscap writes into what it scans.
set -eu
mkdir -p "$1/mnt/case-image" "$1/mnt/case-out"
exec unshare --mount --propagation private sh -c '
    mount -t proc proc "$1/proc"
    mount --bind "$2" "$1/mnt/case-image"
    mount --bind "$3" "$1/mnt/case-out"
    cd "$1"
    exec timeout --kill-after=5 20 chroot "$1" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root \
        OSCAP_PROBE_ROOT=/mnt/case-image oscap oval eval --skip-valid --results /mnt/case-out/results.xml /mnt/case-out/oval.xml' \
    oscap "$1" "$2" "$3"
