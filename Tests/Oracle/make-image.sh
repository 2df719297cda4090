#!/bin/sh
# make-image.sh KIND [DIR]: the unpacked file system of an image as people ship them, for the golden verdicts of our own content.
# Does nothing if DIR is complete; begins anew if a former run was cut off. DIR: default $CACHE/roots/KIND.
#
# KIND     image-minbase     Debian 13: essential packages and APT
#          image-full        Debian 13: what the installer calls the standard system, and usual tools
#          image-services    minbase with servers as their packages set them up
#          image-distroless  packages of Debian 13 unpacked without dpkg, shell or scripts, and one program; status.d for a database
#          image-rpm         a minimal image of the RHEL family, installed by rpm
#          image-apk         a runtime image of the kind of Wolfi, with the database that apk keeps
#
# Unlike those of make-root.sh nothing is planted: an image is what its packages make of it.
set -eu

CACHE="${STIGREADY_TEST_CACHE:-/var/tmp/stigready-tests}"
KIND="${1:?usage: make-image.sh KIND [DIR]}"
DIR="${2:-$CACHE/roots/$KIND}"
here="$(cd "$(dirname "$0")" && pwd)"
. "$here/common.sh"
. "$here/image-parts.sh"
. "$here/image-databases.sh"

# Times of the build are not part of an image: shadow's ageing fields and the hooks of dpkg take them from here.
export SOURCE_DATE_EPOCH=1700000000

suite=trixie
tools="ca-certificates,openssl,openssh-client,sudo,cron,logrotate"
servers="openssh-server,sudo,rsyslog,chrony,nginx,apache2,postgresql,mariadb-server,redis-server,tomcat10"

case "$KIND" in
image-minbase | image-full | image-services | image-distroless | image-rpm | image-apk) ;;
*)
    echo "make-image: unknown kind '$KIND'" >&2
    exit 1
    ;;
esac

# Without documentation and translations, as slim images of Debian are: thousands of files that no rule asks for, each looked at by each search.
slim_bootstrap() {
    bootstrap --dpkgopt='path-exclude=/usr/share/man/*/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
        --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
        --dpkgopt='path-include=/usr/share/doc/*/copyright' "$@" "$suite" "$DIR"
}

STAMP="$DIR.stamp"
# A change of what makes images of rpm and apk leaves the large ones of Debian alone.
scripts="$here/make-image.sh $here/image-parts.sh"
case "$KIND" in image-rpm | image-apk) scripts="$scripts $here/image-databases.sh" ;; esac
# shellcheck disable=SC2086 # names of this folder
recipe="$(cat $scripts | sha256sum | cut -c1-16)"
lock "$DIR"
if stamped "$STAMP" "$recipe" && [ -d "$DIR/etc" ]; then
    echo "image: $DIR is complete"
    exit 0
fi

need_root
need_mmdebstrap
remove_root "$DIR"
remove_root "$DIR.work"
rm -f "$STAMP"
log="$DIR.log"
echo "image: building $KIND in $DIR (log: $log)"
trap 'echo "make-image: stopped, see $log" >&2; tail -n 20 "$log" >&2' EXIT
case "$KIND" in
image-minbase) bootstrap --variant=minbase "$suite" "$DIR" >"$log" 2>&1 ;;
image-full) slim_bootstrap --variant=standard --include="$tools" >"$log" 2>&1 ;;
image-services) slim_bootstrap --variant=minbase --include="$servers" >"$log" 2>&1 ;;
image-distroless) distroless "$DIR" "$DIR.work" >"$log" 2>&1 ;;
image-rpm) rpm_image "$DIR" "$DIR.work" >"$log" 2>&1 ;;
image-apk) apk_image "$DIR" "$DIR.work" >"$log" 2>&1 ;;
esac
settle_image "$DIR" >>"$log" 2>&1
remove_root "$DIR.work"
trap - EXIT
write_stamp "$STAMP" "$recipe" "$KIND"
echo "image: $DIR is ready, $(find "$DIR" -xdev | wc -l) files"
