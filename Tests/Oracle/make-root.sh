#!/bin/sh
# make-root.sh KIND [DIR]: an unpacked image of real Debian packages for the differential tests.
# Does nothing if DIR is complete; begins anew if a former run was cut off. DIR: default $CACHE/roots/KIND.
#
# KIND     debian11-minbase    Debian 11, essential packages only, nothing planted
#          debian11-container  the same with /.dockerenv, so that the content's "machine" platform does not hold
#          debian11-server     sshd, auditd, rsyslog, sudo, cron, nginx, chrony … and planted deviations
#          debian11-machine    the server with linux-base, GRUB's files, a kernel configuration and further deviations
#          debian10-alike      a small Debian 11 server that claims to be Debian 10
#          ubuntu2204-alike    a Debian 12 server with linux-base that claims to be Ubuntu 22.04
#          ubuntu1604-alike, ubuntu1804-alike, ubuntu2004-alike
#                              a small Debian 11 server that claims to be that Ubuntu
set -eu

CACHE="${STIGREADY_TEST_CACHE:-/var/tmp/stigready-tests}"
KIND="${1:?usage: make-root.sh KIND [DIR]}"
DIR="${2:-$CACHE/roots/$KIND}"
RECIPE=1
here="$(cd "$(dirname "$0")" && pwd)"
. "$here/common.sh"
. "$here/plant.sh"

# Times of the build are not part of a root: shadow's ageing fields and dpkg's hooks take them from here.
export SOURCE_DATE_EPOCH=1700000000

server="systemd-sysv,openssh-server,rsyslog,logrotate,auditd,sudo,libpam-pwquality,cron,nginx-light,chrony,ufw,iptables"
server="$server,aide-common,apparmor,tmux,iproute2,ca-certificates"
machine="$server,linux-base,grub-common,grub2-common,postfix,snmpd,telnetd,sssd-common,nis"

suite=bullseye
include=""
steps=""
case "$KIND" in
debian11-minbase) ;;
debian11-container) steps="plant_container" ;;
debian11-server)
    include="$server"
    steps="plant_server"
    ;;
debian11-machine)
    include="$machine"
    steps="plant_server plant_machine"
    ;;
debian10-alike)
    include="systemd-sysv,openssh-server,rsyslog,logrotate,auditd,sudo,cron,linux-base"
    steps="plant_debian10 plant_server"
    ;;
ubuntu1604-alike | ubuntu1804-alike | ubuntu2004-alike)
    include="systemd-sysv,openssh-server,rsyslog,logrotate,auditd,sudo,libpam-pwquality,cron,ufw,linux-base"
    steps="plant_${KIND%-alike} plant_server plant_ubuntu_settings"
    ;;
ubuntu2204-alike)
    suite=bookworm
    include="$server,linux-base,grub-common,grub2-common,vsftpd,at"
    steps="plant_ubuntu2204 plant_server plant_machine plant_ubuntu_settings"
    ;;
*)
    echo "make-root: unknown kind '$KIND'" >&2
    exit 1
    ;;
esac

STAMP="$DIR.stamp"
recipe="$RECIPE $(cat "$here/make-root.sh" "$here/plant.sh" | sha256sum | cut -c1-16)"
if stamped "$STAMP" "$recipe" && [ -d "$DIR/etc" ]; then
    echo "root: $DIR is complete"
    exit 0
fi

need_root
need_mmdebstrap
remove_root "$DIR"
rm -f "$STAMP"
mkdir -p "$(dirname "$DIR")"
log="$DIR.log"
echo "root: building $KIND in $DIR (log: $log)"
bootstrap --variant=minbase ${include:+--include="$include"} "$suite" "$DIR" >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    exit 1
}
trap 'echo "make-root: stopped, see $log" >&2' EXIT
for step in $steps settle; do
    echo "step $step" >>"$log"
    "$step" "$DIR" >>"$log" 2>&1
done
trap - EXIT
write_stamp "$STAMP" "$recipe" "$KIND"
echo "root: $DIR is ready, $(find "$DIR" -xdev | wc -l) files"
