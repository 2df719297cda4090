#!/bin/sh
# make-rpm-root.sh DIR KIND FROM: a root whose packages are rpm's, made of the root FROM; make-root.sh calls it.
#
# The files are those of the debian11-server root in the end; rpmbuild makes packages of them under the names of the RHEL family, and rpm enters those in a
# database without touching the files, so that digests, sizes and modes hold unless something was planted. What has no counterpart
# among Debian's files is a package without files.

set -eu

CACHE="${STIGREADY_TEST_CACHE:-/var/tmp/stigready-tests}"
. "$(dirname "$0")/common.sh"

# Names of rpm, and the Debian packages whose files they own.
rpm_packages() {
    cat <<'EOF_PACKAGES'
bash bash
coreutils coreutils
util-linux util-linux mount bsdutils
shadow-utils login passwd
pam libpam-modules libpam-runtime libpam-modules-bin
glibc libc6 libc-bin
openssl openssl
openssl-libs libssl1.1
openssh openssh-client
openssh-server openssh-server
sudo sudo
rsyslog rsyslog
logrotate logrotate
audit auditd
cronie cron
chrony chrony
nginx nginx-light nginx-common
systemd systemd
iptables iptables
aide aide aide-common
tmux tmux
ca-certificates ca-certificates
gzip gzip
tar tar
grep grep
sed sed
findutils findutils
procps-ng procps
iproute iproute2
libpwquality libpwquality1 libpwquality-common
setup base-passwd
crypto-policies
gnutls-utils
firewalld
policycoreutils
selinux-policy-targeted
rng-tools
sssd-common
kernel-core
telnet-server
rsh
EOF_PACKAGES
}

# The packages whose name and version tell content where it applies: NAME VERSION. The first owns the files of the release. A root has
# those of several products, so that the content of each applies to it.
rpm_releases() { # KIND
    case "$1" in
    rhel9-alike) printf '%s\n' 'redhat-release 9.4' 'oraclelinux-release 9.4' 'firefox 115.0' 'chromium 119.0' ;;
    rhel8-alike*) printf '%s\n' 'redhat-release 8.10' 'oraclelinux-release 8.10' ;;
    fedora-alike) printf '%s\n' 'fedora-release-common 36' ;;
    sle15-alike) printf '%s\n' 'sles-release 15.4' 'openSUSE-release 15.4' 'SLES_SAP-release 12.5' ;;
    esac
}

# The files of the release, whose words content reads.
plant_release() { # DIR KIND
    rm -f "$1/etc/os-release" "$1/usr/lib/os-release" "$1/etc/debian_version"
    like=fedora
    case "$2" in
    rhel9-alike) id=rhel name="Red Hat Enterprise Linux" version=9.4 cpe=cpe:/o:redhat:enterprise_linux:9::baseos ;;
    rhel8-alike*) id=rhel name="Red Hat Enterprise Linux" version=8.10 cpe=cpe:/o:redhat:enterprise_linux:8::baseos ;;
    rhcos4-alike) id=rhcos name="Red Hat Enterprise Linux CoreOS" version=4.12 cpe=cpe:/o:redhat:enterprise_linux:8::coreos ;;
    fedora-alike) id=fedora name="Fedora Linux" version=36 cpe=cpe:/o:fedoraproject:fedora:36 ;;
    sle15-alike) id=sles name="SLES" version=15.4 cpe=cpe:/o:suse:sles:15:sp4 like=suse ;;
    esac
    cat >"$1/usr/lib/os-release" <<EOF_RELEASE
NAME="$name"
VERSION="$version"
ID="$id"
ID_LIKE="$like"
VERSION_ID="$version"
PRETTY_NAME="$name $version"
CPE_NAME="$cpe"
EOF_RELEASE
    ln -s ../usr/lib/os-release "$1/etc/os-release"
    echo "$name release $version" >"$1/etc/redhat-release"
    ln -sf redhat-release "$1/etc/system-release"
    echo "$cpe" >"$1/etc/system-release-cpe"
}

# The packages of a root, built into DIR.rpms.
build_rpms() { # DIR KIND
    work="$1.rpms"
    remove_root "$work"
    mkdir -p "$work"
    spec="$work/packages.spec"
    {
        echo "Name: stigready-packages"
        echo "Version: 1.0"
        echo "Release: 1"
        echo "Summary: Files of a Debian root as packages"
        echo "License: none"
        echo "BuildArch: noarch"
        echo "%description"
        echo "Files of a Debian root as packages."
        { rpm_releases "$2"; rpm_packages | sed 's/ .*//; s/$/ 5.1/'; } | while read -r name version; do
            printf '%%package -n %s\nSummary: %s\nAutoReqProv: no\nVersion: %s\nRelease: 2\n%%description -n %s\n%s.\n' \
                "$name" "$name" "$version" "$name" "$name"
        done
        printf '%%install\ncp -a %s/. %%{buildroot}/\n' "$1"
        files='/usr/lib/os-release\n/etc/redhat-release\n'
        rpm_releases "$2" | while read -r name _; do
            printf "%%%%files -n %s\\n%%%%defattr(-,root,root,-)\\n$files" "$name"
            files=
        done
        rpm_packages | while read -r name debian; do
            printf '%%files -n %s\n%%defattr(-,root,root,-)\n' "$name"
            for package in $debian; do
                list="$1/var/lib/dpkg/info/$package.list"
                [ -f "$list" ] || list="$1/var/lib/dpkg/info/$package:amd64.list"
                while IFS= read -r path; do
                    # A directory belongs to nobody here, and rpm's own names for odd characters are not what is tested.
                    case "$path" in *[!A-Za-z0-9_./+@:-]* | /.) continue ;; esac
                    if [ ! -L "$1$path" ] && [ ! -f "$1$path" ]; then continue; fi
                    case "$path" in /etc/*) if [ ! -L "$1$path" ]; then printf '%%config(noreplace) '; fi ;; esac
                    printf '%s\n' "$path"
                done <"$list"
            done
        done
    } >"$spec"
    rpmbuild -bb --quiet --buildroot "$work/root" --define "_topdir $work/top" --define "_rpmdir $work/out" --define "_buildhost localhost" \
        --define "_build_id_links none" --define "debug_package %{nil}" --define "__os_install_post %{nil}" --define "__arch_install_post %{nil}" \
        --define "_binaries_in_noarch_packages_terminate_build 0" --define "use_source_date_epoch_as_buildtime 1" \
        --define "_binary_payload w0.ufdio" --define "_unpackaged_files_terminate_build 0" \
        --nodeps "$spec"
    rm -rf --one-file-system "$work/root" "$work/top"
}

# Enters the packages in a database of one of rpm's three formats.
enter_rpms() { # DIR FORMAT PATH
    mkdir -p "$1$3"
    if [ "$2" = ndb ]; then
        # This rpm writes SQLite only; that of the oracle's Debian 13 writes NDB too.
        "$(dirname "$0")/make-oracle.sh" "$CACHE/oracle"
        inside="$CACHE/oracle/tmp/rpms-$$"
        trap 'rm -rf "$inside"' EXIT
        mkdir -p "$inside/db"
        find "$1.rpms/out" -name '*.rpm' -exec cp {} "$inside" \;
        chroot "$CACHE/oracle" sh -c "cd /tmp/rpms-$$ && rpm -i --justdb --nodeps --noscripts --nosignature --ignorearch \
            --dbpath /tmp/rpms-$$/db --define '_db_backend ndb' ./*.rpm"
        cp "$inside"/db/* "$1$3/"
        rm -f "$1$3/.rpm.lock"
        return
    fi
    find "$1.rpms/out" -name '*.rpm' | LC_ALL=C sort | xargs rpm -i --justdb --nodeps --noscripts --nosignature --ignorearch \
        --dbpath "$1$3" --define "_db_backend sqlite"
    rm -f "$1$3/.rpm.lock"
}

# Berkeley DB in place of SQLite: rpm writes it no more, so the same headers go through Berkeley DB's own loader, under the numbers they have.
to_berkeley_db() { # FOLDER
    sqlite3 "$1/rpmdb.sqlite" >"$1/dump" <<'EOF_SQL'
.mode list
.separator ""
SELECT 'VERSION=3' || char(10) || 'format=bytevalue' || char(10) || 'type=hash' || char(10) || 'db_pagesize=4096' || char(10) || 'HEADER=END';
SELECT ' 00000000' || char(10) || ' ' || substr(printf('%08x', max(hnum)), 7, 2) || substr(printf('%08x', max(hnum)), 5, 2)
    || substr(printf('%08x', max(hnum)), 3, 2) || substr(printf('%08x', max(hnum)), 1, 2) FROM Packages;
SELECT ' ' || substr(printf('%08x', hnum), 7, 2) || substr(printf('%08x', hnum), 5, 2) || substr(printf('%08x', hnum), 3, 2)
    || substr(printf('%08x', hnum), 1, 2) || char(10) || ' ' || lower(hex(blob)) FROM Packages ORDER BY hnum;
SELECT 'DATA=END';
EOF_SQL
    db5.3_load -f "$1/dump" "$1/Packages"
    rm -f "$1/dump" "$1"/rpmdb.sqlite*
}

# Differences from what the packages say: content, mode, owner, a link, and a file that is gone.
plant_rpm() {
    echo "# changed" >>"$1/etc/ssh/sshd_config"
    chmod 0666 "$1/etc/rsyslog.conf"
    chown 33:33 "$1/etc/sudoers"
    echo changed >>"$1/usr/bin/tmux"
    chmod 0755 "$1/etc/crontab"
    rm -f "$1/usr/sbin/chronyd" "$1/etc/logrotate.conf"
    mkdir -p "$1/etc/crypto-policies/state" "$1/etc/crypto-policies/back-ends" "$1/etc/selinux"
    echo DEFAULT >"$1/etc/crypto-policies/config"
    echo DEFAULT >"$1/etc/crypto-policies/state/current"
    printf 'SELINUX=permissive\nSELINUXTYPE=targeted\n' >"$1/etc/selinux/config"
    mkdir -p "$1/etc/yum.repos.d" "$1/etc/dnf"
    printf '[main]\ngpgcheck=1\nlocalpkg_gpgcheck=0\n' >"$1/etc/dnf/dnf.conf"
    ln -sf dnf/dnf.conf "$1/etc/yum.conf"
    printf '[base]\nname=base\nbaseurl=https://example.org/base\ngpgcheck=0\n' >"$1/etc/yum.repos.d/base.repo"
    mkdir -p "$1/etc/sysconfig" "$1/etc/authselect" "$1/boot/grub2"
    printf 'GRUB_CMDLINE_LINUX="audit=1"\n' >"$1/etc/default/grub"
    printf 'set superusers="admin"\n' >"$1/boot/grub2/grub.cfg"
    printf 'auth required pam_faillock.so preauth deny=3\nauth sufficient pam_unix.so\npassword sufficient pam_unix.so sha512\n' >"$1/etc/pam.d/system-auth"
    cp "$1/etc/pam.d/system-auth" "$1/etc/pam.d/password-auth"
    printf 'minlen = 15\nretry = 3\n' >"$1/etc/security/pwquality.conf"
}

# Browsers that an administrator has configured.
plant_browsers() { # DIR
    mkdir -p "$1/usr/lib64/firefox/defaults/pref" "$1/usr/lib64/firefox/defaults/preferences" "$1/etc/chromium/policies/managed"
    for folder in pref preferences; do
        printf 'pref("general.config.filename", "mozilla.cfg");\npref("general.config.obscure_value", 0);\n' \
            >"$1/usr/lib64/firefox/defaults/$folder/local-settings.js"
    done
    printf '//\nlockPref("app.update.enable", false);\nlockPref("security.tls.version.min", 3);\nlockPref("dom.event.contextmenu.enabled", true);\n' \
        >"$1/usr/lib64/firefox/mozilla.cfg"
    printf '{\n  "SavingBrowserHistoryDisabled": true,\n  "DefaultPopupsSetting": 2,\n  "PasswordManagerEnabled": true,\n  "IncognitoModeAvailability": 1\n}\n' \
        >"$1/etc/chromium/policies/managed/policy.json"
}

# A node of a cluster with what its operator wrote down of the cluster. YAML as people and programs write it: JSON, folded, quoted, lists.
plant_cluster() { # DIR
    api="$1/kubernetes-api-resources"
    mkdir -p "$api/ocp" "$api/api/v1/namespaces/openshift" "$1/etc/kubernetes/static-pod-resources/etcd-pod-3" "$1/var/lib/kubelet" \
        "$1/etc/kubernetes/static-pod-resources/kube-apiserver-pod-7" "$1/etc/kubernetes/kubelet" "$1/var/lib/etcd/member/wal" "$1/etc/containers"
    printf '"4.12.3"\n' >"$api/ocp/version"
    printf '{"major": "1", "minor": "25", "gitVersion": "v1.25.6-eks-48e63af"}\n' >"$api/version"
    for resource in apis/operator.openshift.io/v1/kubeapiservers/cluster apis/operator.openshift.io/v1/openshiftapiservers/cluster \
        apis/config.openshift.io/v1/apiservers/cluster apis/config.openshift.io/v1/oauths/cluster apis/config.openshift.io/v1/proxies/cluster \
        apis/config.openshift.io/v1/images/cluster api/v1/namespaces/openshift/configmaps/motd \
        api/v1/namespaces/openshift-kube-apiserver/configmaps/config api/v1/namespaces/openshift-apiserver/configmaps/config; do
        mkdir -p "$(dirname "$api/$resource")"
        cat >"$api/$resource" <<'EOF_YAML'
{"apiVersion": "v1", "kind": "Cluster", "metadata": {"name": "cluster"},
 "apiServerArguments": {"anonymous-auth": ["false"], "audit-log-path": ["/var/log/kube-apiserver/audit.log"],
   "audit-log-maxage": ["30"], "audit-log-maxbackup": ["10"], "profiling": ["false"], "client-ca-file": ["/etc/kubernetes/ca.crt"],
   "feature-gates": ["A=true", "RotateKubeletServerCertificate=true"], "kubelet-client-key": ["/etc/kubernetes/key"]},
 "spec": {"audit": {"profile": "WriteRequestBodies"}, "encryption": {"type": "aescbc"},
   "observedConfig": {"apiServerArguments": {"feature-gates": ["A=true"], "audit-log-maxsize": ["100"]}},
   "identityProviders": [{"name": "ldap", "type": "LDAP"}, {"name": "local", "type": "HTPasswd"}],
   "tokenConfig": {"accessTokenMaxAgeSeconds": 28800, "accessTokenInactivityTimeout": "10m0s"}, "trustedCA": {"name": ""}},
 "data": {"message": "Authorised uses only.\n", "config.yaml": "a: 1\n"}, "status": {"platform": "AWS", "networkType": "OpenShiftOVN"}}
EOF_YAML
    done
    cat >"$1/etc/kubernetes/kubelet.conf" <<'EOF_YAML'
kind: KubeletConfiguration
apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  anonymous: {enabled: false}
  x509:
    clientCAFile: "/etc/kubernetes/kubelet-ca.crt"
authorization:
  mode: 'Webhook'
evictionHard:
  memory.available: 200Mi
  nodefs.available: "5%"
evictionSoft: {imagefs.inodesFree: 10%}
featureGates:
  RotateKubeletServerCertificate: true
readOnlyPort: 0
serverTLSBootstrap: yes
tlsCipherSuites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]
streamingConnectionIdleTimeout: 4h0m0s
protectKernelDefaults: on
makeIPTablesUtilChains: ~
eventRecordQPS: 0x0A
EOF_YAML
    printf '{"kind": "KubeletConfiguration", "authentication": {"anonymous": {"enabled": true}}, "readOnlyPort": 10255}\n' \
        >"$1/etc/kubernetes/kubelet/kubelet-config.json"
    printf 'kind: Config\n' >"$1/var/lib/kubelet/kubeconfig"
    printf 'kind: Pod\n' >"$1/etc/kubernetes/static-pod-resources/etcd-pod-3/etcd-pod.yaml"
    printf 'kind: Pod\n' >"$1/etc/kubernetes/static-pod-resources/kube-apiserver-pod-7/kube-apiserver-pod.yaml"
    chmod 0664 "$1/etc/kubernetes/static-pod-resources/etcd-pod-3/etcd-pod.yaml"
    printf '{"default": [{"type": "insecureAcceptAnything"}]}\n' >"$1/etc/containers/policy.json"
}

for tool in rpmbuild sqlite3 db5.3_load; do
    command -v "$tool" >/dev/null || {
        echo "make-rpm-root: $tool is missing (apt-get install rpm sqlite3 db5.3-util)" >&2
        exit 1
    }
done
cp -a --reflink=auto "$CACHE/roots/$3" "$1"
case "$2" in
rhel8-alike)
    to_berkeley_db "$1/var/lib/rpm"
    exit 0
    ;;
rhcos4-alike)
    # rpm-ostree keeps the database where nothing is written.
    plant_release "$1" "$2"
    plant_cluster "$1"
    mkdir -p "$1/usr/share"
    mv "$1/var/lib/rpm" "$1/usr/share/rpm"
    ln -s ../../usr/share/rpm "$1/var/lib/rpm"
    exit 0
    ;;
esac
plant_release "$1" "$2"
build_rpms "$1" "$2"
case "$2" in
rhel9-alike | rhel8-alike-sqlite) enter_rpms "$1" sqlite /var/lib/rpm ;;
fedora-alike)
    enter_rpms "$1" sqlite /usr/lib/sysimage/rpm
    ln -s ../../usr/lib/sysimage/rpm "$1/var/lib/rpm"
    ;;
sle15-alike)
    enter_rpms "$1" ndb /usr/lib/sysimage/rpm
    ln -s ../../usr/lib/sysimage/rpm "$1/var/lib/rpm"
    ;;
esac
rm -rf --one-file-system "$1.rpms" "$1/var/lib/dpkg" "$1/etc/dpkg"
plant_rpm "$1"
[ "$2" != rhel9-alike ] || plant_browsers "$1"
