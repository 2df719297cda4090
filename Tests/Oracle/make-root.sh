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
#          rhel9-alike, rhel8-alike, fedora-alike, sle15-alike
#                              debian11-server with its files in packages of rpm: SQLite, Berkeley DB, SQLite in
#                              /usr/lib/sysimage, NDB (make-rpm-root.sh)
#          rhel8-alike-sqlite  the same as rhel8-alike in SQLite, for the oracle: its librpm reads no Berkeley DB
#          rhcos4-alike        a node of a cluster: rpm's database in /usr/share/rpm, the cluster's resources as files
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
rhel9-alike | rhel8-alike-sqlite | fedora-alike | sle15-alike) suite="" from=debian11-server ;;
rhel8-alike | rhcos4-alike) suite="" from=rhel8-alike-sqlite ;;
*)
    echo "make-root: unknown kind '$KIND'" >&2
    exit 1
    ;;
esac

STAMP="$DIR.stamp"
scripts="$here/make-root.sh $here/plant.sh"
[ -n "$suite" ] || scripts="$scripts $here/make-rpm-root.sh"
recipe="$RECIPE $(cat $scripts | sha256sum | cut -c1-16)"
lock "$DIR"
if stamped "$STAMP" "$recipe" && [ -d "$DIR/etc" ]; then
    echo "root: $DIR is complete"
    exit 0
fi

need_root
need_mmdebstrap
remove_root "$DIR"
rm -f "$STAMP"
log="$DIR.log"
echo "root: building $KIND in $DIR (log: $log)"
if [ -z "$suite" ]; then
    "$here/make-root.sh" "$from"
    "$here/make-rpm-root.sh" "$DIR" "$KIND" "$from" >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        exit 1
    }
    steps=""
else
    bootstrap --variant=minbase ${include:+--include="$include"} "$suite" "$DIR" >"$log" 2>&1 || {
        tail -n 20 "$log" >&2
        exit 1
    }
fi
trap 'echo "make-root: stopped, see $log" >&2' EXIT
for step in $steps settle; do
    echo "step $step" >>"$log"
    "$step" "$DIR" >>"$log" 2>&1
done
trap - EXIT
write_stamp "$STAMP" "$recipe" "$KIND"
echo "root: $DIR is ready, $(find "$DIR" -xdev | wc -l) files"
