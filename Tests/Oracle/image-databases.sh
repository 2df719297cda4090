# shellcheck shell=sh
# image-databases.sh: the images of make-image.sh whose packages are those of rpm and of apk. Sourced, not run.
# Programs and libraries are Debian's, at the paths and under the package names of the family that the image stands for.

# The names of packages, and which files of the tree belong to each, as lines of a list of rpmbuild.
rpm_lists() {
    cat <<'EOF_LISTS'
filesystem /bin /sbin /lib /lib64 %dir:/tmp %dir:/root %dir:/home %dir:/var/log %dir:/var/tmp %dir:/usr/bin %dir:/usr/sbin %dir:/usr/lib64
setup /etc/passwd /etc/group /etc/shadow /etc/gshadow /etc/profile /etc/bashrc /etc/shells /etc/hosts /etc/services /etc/protocols
redhat-release /usr/lib/os-release /etc/os-release /etc/redhat-release /etc/system-release-cpe
glibc /usr/lib64/libc.so.6 /usr/lib64/libm.so.6 /usr/lib64/ld-linux-x86-64.so.2 /usr/lib64/libresolv.so.2 /usr/lib64/libpthread.so.0
bash /usr/bin/bash /usr/bin/sh
coreutils-single /usr/bin/cat /usr/bin/ls /usr/bin/cp /usr/bin/mv /usr/bin/rm /usr/bin/mkdir /usr/bin/chmod /usr/bin/chown /usr/bin/id
grep /usr/bin/grep
sed /usr/bin/sed
openssl-libs /usr/lib64/libssl.so.3 /usr/lib64/libcrypto.so.3 /etc/pki/tls/openssl.cnf
ca-certificates /etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem /etc/pki/tls/certs/ca-bundle.crt
crypto-policies /etc/crypto-policies/config /etc/crypto-policies/state/current /etc/crypto-policies/back-ends/opensslcnf.config
rpm /usr/bin/rpm
rpm-libs /usr/lib64/librpm.so.10 /usr/lib64/librpmio.so.10
libdnf /etc/dnf/dnf.conf /etc/yum.repos.d/ubi.repo
EOF_LISTS
}

# take DEBS PACKAGE FROM TO: one file of a package, at another place; a link is followed to what it names.
take() {
    [ -d "$1/files-$2" ] || dpkg-deb -x "$(deb "$1" "$2")" "$1/files-$2"
    mkdir -p "$(dirname "$4")"
    cp -L --preserve=mode,timestamps "$1/files-$2/$3" "$4"
}

# The tree that the packages are made of.
rpm_tree() { # TREE DEBS
    mkdir -p "$1/usr/bin" "$1/usr/sbin" "$1/usr/lib64" "$1/usr/lib" "$1/etc" "$1/var/log" "$1/var/tmp" "$1/tmp" "$1/root" "$1/home"
    chmod 1777 "$1/tmp" "$1/var/tmp"
    chmod 0550 "$1/root"
    for name in bin sbin lib lib64; do ln -s "usr/$name" "$1/$name"; done
    for name in libc.so.6 libm.so.6 libresolv.so.2 libpthread.so.0; do
        take "$2" libc6 "usr/lib/x86_64-linux-gnu/$name" "$1/usr/lib64/$name"
    done
    take "$2" libc6 usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 "$1/usr/lib64/ld-linux-x86-64.so.2"
    take "$2" bash usr/bin/bash "$1/usr/bin/bash"
    ln -s bash "$1/usr/bin/sh"
    for name in cat ls cp mv rm mkdir chmod chown id; do take "$2" coreutils "usr/bin/$name" "$1/usr/bin/$name"; done
    take "$2" grep usr/bin/grep "$1/usr/bin/grep"
    take "$2" sed usr/bin/sed "$1/usr/bin/sed"
    take "$2" rpm usr/bin/rpm "$1/usr/bin/rpm"
    take "$2" librpm10 usr/lib/x86_64-linux-gnu/librpm.so.10 "$1/usr/lib64/librpm.so.10"
    take "$2" librpmio10 usr/lib/x86_64-linux-gnu/librpmio.so.10 "$1/usr/lib64/librpmio.so.10"
    for name in libssl.so.3 libcrypto.so.3; do take "$2" libssl3t64 "usr/lib/x86_64-linux-gnu/$name" "$1/usr/lib64/$name"; done
    for name in services protocols; do take "$2" netbase "etc/$name" "$1/etc/$name"; done
    bundle "$2" "$1/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"
    mkdir -p "$1/etc/pki/tls/certs" "$1/etc/crypto-policies/state" "$1/etc/dnf" "$1/etc/yum.repos.d"
    ln -s ../../ca-trust/extracted/pem/tls-ca-bundle.pem "$1/etc/pki/tls/certs/ca-bundle.crt"
    mkdir -p "$1/etc/crypto-policies/back-ends"
    cat >"$1/etc/pki/tls/openssl.cnf" <<'EOF_OPENSSL'
openssl_conf = openssl_init
[openssl_init]
providers = provider_sect
ssl_conf = ssl_module
[provider_sect]
default = default_sect
[default_sect]
activate = 1
[ssl_module]
system_default = crypto_policy
[crypto_policy]
.include = /etc/crypto-policies/back-ends/opensslcnf.config
EOF_OPENSSL
    printf 'CipherString = @SECLEVEL=2:kEECDH:kRSA:kEDH\nTLS.MinProtocol = TLSv1.2\nTLS.MaxProtocol = TLSv1.3\n' \
        >"$1/etc/crypto-policies/back-ends/opensslcnf.config"
    echo DEFAULT >"$1/etc/crypto-policies/config"
    echo DEFAULT >"$1/etc/crypto-policies/state/current"
    printf '[main]\ngpgcheck=1\nbest=True\nclean_requirements_on_remove=True\n' >"$1/etc/dnf/dnf.conf"
    printf '[ubi-9-baseos-rpms]\nname = base\nbaseurl = https://cdn.example.org/ubi9\nenabled = 1\ngpgkey = file:///etc/pki/rpm-gpg/RPM-GPG-KEY\ngpgcheck = 1\n' \
        >"$1/etc/yum.repos.d/ubi.repo"
    cat >"$1/usr/lib/os-release" <<'EOF_RELEASE'
NAME="Red Hat Enterprise Linux"
VERSION="9.6 (Plow)"
ID="rhel"
ID_LIKE="fedora"
VERSION_ID="9.6"
PRETTY_NAME="Red Hat Enterprise Linux 9.6 (Plow)"
CPE_NAME="cpe:/o:redhat:enterprise_linux:9::baseos"
EOF_RELEASE
    ln -s ../usr/lib/os-release "$1/etc/os-release"
    echo "Red Hat Enterprise Linux release 9.6 (Plow)" >"$1/etc/redhat-release"
    echo "cpe:/o:redhat:enterprise_linux:9::baseos" >"$1/etc/system-release-cpe"
    cat >"$1/etc/passwd" <<'EOF_PASSWD'
root:x:0:0:root:/root:/bin/bash
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
adm:x:3:4:adm:/var/adm:/sbin/nologin
sync:x:5:0:sync:/sbin:/bin/sync
shutdown:x:6:0:shutdown:/sbin:/sbin/shutdown
halt:x:7:0:halt:/sbin:/sbin/halt
mail:x:8:12:mail:/var/spool/mail:/sbin/nologin
nobody:x:65534:65534:Kernel Overflow User:/:/sbin/nologin
EOF_PASSWD
    printf 'root:x:0:\nbin:x:1:\ndaemon:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\nmail:x:12:\nnobody:x:65534:\n' >"$1/etc/group"
    sed -E 's/^([^:]*):.*/\1:*:19000:0:99999:7:::/' "$1/etc/passwd" >"$1/etc/shadow"
    sed -E 's/^([^:]*):.*/\1:::/' "$1/etc/group" >"$1/etc/gshadow"
    printf '# For every login shell.\nif [ "$(id -u)" -gt 199 ]; then umask 002; else umask 022; fi\n' >"$1/etc/profile"
    printf '# For every interactive shell.\nif [ "$(id -u)" -gt 199 ]; then umask 002; else umask 022; fi\n' >"$1/etc/bashrc"
    printf '/bin/sh\n/bin/bash\n' >"$1/etc/shells"
    printf '127.0.0.1 localhost\n' >"$1/etc/hosts"
    chmod 0000 "$1/etc/shadow" "$1/etc/gshadow"
}

# Packages by rpmbuild, put into an empty root by rpm itself: the database and the files are those that rpm writes.
rpm_image() { # DIR WORK
    fetch "$2" libc6 bash coreutils grep sed rpm librpm10 librpmio10 libssl3t64 netbase ca-certificates
    tree="$2/tree"
    mkdir -p "$tree"
    rpm_tree "$tree" "$2"
    spec="$2/image.spec"
    {
        printf 'Name: image\nVersion: 1.0\nRelease: 1.el9\nSummary: A minimal image\nLicense: none\n%%description\nA minimal image.\n'
        rpm_lists | while read -r name _; do
            printf '%%package -n %s\nSummary: %s\nAutoReqProv: no\n%%description -n %s\n%s.\n' "$name" "$name" "$name" "$name"
        done
        printf '%%install\ncp -a %s/. %%{buildroot}/\n' "$tree"
        rpm_lists | while read -r name paths; do
            printf '%%files -n %s\n%%defattr(-,root,root,-)\n' "$name"
            for path in $paths; do
                case "$path" in
                %dir:*) printf '%%dir %s\n' "${path#%dir:}" ;;
                /etc/*) printf '%%config(noreplace) %s\n' "$path" ;;
                *) printf '%s\n' "$path" ;;
                esac
            done
        done
    } >"$spec"
    rpmbuild -bb --quiet --buildroot "$2/root" --define "_topdir $2/top" --define "_rpmdir $2/out" --define "_buildhost localhost" \
        --define "_build_id_links none" --define "debug_package %{nil}" --define "__os_install_post %{nil}" \
        --define "__arch_install_post %{nil}" --define "use_source_date_epoch_as_buildtime 1" --define "_binary_payload w0.ufdio" \
        --define "_unpackaged_files_terminate_build 0" --nodeps "$spec"
    mkdir -p "$1/var/lib/rpm"
    find "$2/out" -name '*.rpm' | LC_ALL=C sort | xargs rpm --root "$1" --dbpath /var/lib/rpm --define "_db_backend sqlite" \
        -i --nodeps --noscripts --nosignature --ignorearch
    # What SQLite keeps while a database is open.
    rm -f "$1/var/lib/rpm/.rpm.lock" "$1"/var/lib/rpm/rpmdb.sqlite-shm "$1"/var/lib/rpm/rpmdb.sqlite-wal
}

# The names of packages of apk, and the paths each owns.
apk_lists() {
    cat <<'EOF_LISTS'
wolfi-baselayout etc/os-release etc/passwd etc/group etc/shadow etc/profile etc/hosts etc/nsswitch.conf
ca-certificates-bundle etc/ssl/certs/ca-certificates.crt
glibc usr/lib/libc.so.6 usr/lib/libm.so.6 usr/lib/libresolv.so.2 usr/lib/ld-linux-x86-64.so.2
busybox usr/bin/busybox usr/bin/sh usr/bin/cat usr/bin/ls usr/bin/cp usr/bin/mv usr/bin/rm usr/bin/mkdir usr/bin/vi usr/bin/ps
libcrypto3 usr/lib/libcrypto.so.3
libssl3 usr/lib/libssl.so.3
openssl-config etc/ssl/openssl.cnf
zlib usr/lib/libz.so.1
wolfi-keys etc/apk/keys/wolfi-signing.rsa.pub
EOF_LISTS
}

# Debian has no apk, so this writes the text that apk would: packages, folders, files with their SHA-1, modes and owners.
apk_database() { # DIR FILE
    apk_lists | while read -r name paths; do
        sum="$(printf '%s' "$name" | sha1_of)"
        printf 'C:Q1%s\nP:%s\nV:1.0-r0\nA:x86_64\nS:1\nI:1\nT:%s\nU:https://example.org\nL:none\no:%s\nt:%s\n' \
            "$sum" "$name" "$name" "$name" "$SOURCE_DATE_EPOCH"
        last=""
        for path in $(printf '%s\n' $paths | LC_ALL=C sort); do
            folder="$(dirname "$path")"
            if [ "$folder" != "$last" ]; then printf 'F:%s\n' "$folder"; fi
            last="$folder"
            printf 'R:%s\n' "$(basename "$path")"
            if [ -L "$1/$path" ]; then
                printf 'a:0:0:777\nZ:Q1%s\n' "$(readlink "$1/$path" | tr -d '\n' | sha1_of)"
            else
                mode="$(stat -c %a "$1/$path")"
                if [ "$mode" != 644 ]; then printf 'a:%s:%s\n' "$(stat -c %u:%g "$1/$path")" "$mode"; fi
                printf 'Z:Q1%s\n' "$(sha1_of <"$1/$path")"
            fi
        done
        echo
    done >"$2"
}

# As apk writes a digest: base64 of its bytes.
sha1_of() { sha1sum | cut -c1-40 | tr a-f A-F | basenc --base16 -d | base64; }

apk_image() { # DIR WORK
    fetch "$2" libc6 busybox libssl3t64 zlib1g ca-certificates
    mkdir -p "$1/usr/bin" "$1/usr/lib/apk/db" "$1/etc/apk/keys" "$1/etc/ssl" "$1/var/log"
    for name in bin sbin lib lib64; do
        case "$name" in
        *bin) ln -s usr/bin "$1/$name" ;;
        *) ln -s usr/lib "$1/$name" ;;
        esac
    done
    ln -s bin "$1/usr/sbin"
    ln -s lib "$1/usr/lib64"
    for name in libc.so.6 libm.so.6 libresolv.so.2 ld-linux-x86-64.so.2; do
        take "$2" libc6 "usr/lib/x86_64-linux-gnu/$name" "$1/usr/lib/$name"
    done
    for name in libssl.so.3 libcrypto.so.3; do take "$2" libssl3t64 "usr/lib/x86_64-linux-gnu/$name" "$1/usr/lib/$name"; done
    take "$2" zlib1g usr/lib/x86_64-linux-gnu/libz.so.1 "$1/usr/lib/libz.so.1"
    take "$2" busybox usr/bin/busybox "$1/usr/bin/busybox"
    for name in sh cat ls cp mv rm mkdir vi ps; do ln -s busybox "$1/usr/bin/$name"; done
    bundle "$2" "$1/etc/ssl/certs/ca-certificates.crt"
    printf 'openssl_conf = openssl_init\n[openssl_init]\nproviders = provider_sect\n[provider_sect]\ndefault = default_sect\n[default_sect]\nactivate = 1\n' \
        >"$1/etc/ssl/openssl.cnf"
    printf 'ID=wolfi\nNAME="Wolfi"\nPRETTY_NAME="Wolfi"\nVERSION_ID="20230201"\nHOME_URL="https://wolfi.dev"\n' >"$1/etc/os-release"
    cat >"$1/etc/passwd" <<'EOF_PASSWD'
root:x:0:0:root:/root:/bin/sh
nobody:x:65534:65534:nobody:/:/bin/false
nonroot:x:65532:65532:nonroot:/home/nonroot:/bin/sh
EOF_PASSWD
    printf 'root:x:0:root\ntty:x:5:\nshadow:x:42:\nnobody:x:65534:\nnonroot:x:65532:nonroot\n' >"$1/etc/group"
    printf 'root:*::0:::::\nnobody:!::0:::::\nnonroot:!::0:::::\n' >"$1/etc/shadow"
    printf 'export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin\numask 022\n' >"$1/etc/profile"
    printf '127.0.0.1 localhost\n' >"$1/etc/hosts"
    printf 'hosts: files dns\n' >"$1/etc/nsswitch.conf"
    printf -- '-----BEGIN PUBLIC KEY-----\nplaceholder of a public key\n-----END PUBLIC KEY-----\n' >"$1/etc/apk/keys/wolfi-signing.rsa.pub"
    printf 'https://packages.wolfi.dev/os\n' >"$1/etc/apk/repositories"
    printf 'busybox\nca-certificates-bundle\nwolfi-baselayout\n' >"$1/etc/apk/world"
    echo x86_64 >"$1/etc/apk/arch"
    chmod 0644 "$1"/etc/passwd "$1"/etc/group "$1"/etc/profile
    chmod 0640 "$1/etc/shadow"
    chown 0:42 "$1/etc/shadow"
    install -d -m 0700 "$1/root"
    install -d -m 0750 -o 65532 -g 65532 "$1/home/nonroot"
    install -d -m 1777 "$1/tmp" "$1/var/tmp"
    apk_database "$1" "$1/usr/lib/apk/db/installed"
    : >"$1/usr/lib/apk/db/triggers"
    chmod 0644 "$1"/usr/lib/apk/db/*
}
