# shellcheck shell=sh
# plant.sh: what is changed in a root after its packages are unpacked, so that rules differ. Sourced, not run.
# Every function takes the root. Nothing here depends on the clock or on chance.

# Keys, ids and ages made by package scripts differ from build to build: take them out of the comparison.
settle() {
    sed -i -E 's/^(([^:]*:){2})[0-9]+:/\119000:/' "$1/etc/shadow" "$1/etc/shadow-"
    : >"$1/etc/machine-id"
    echo "stigready-test" >"$1/etc/hostname"
    rm -rf "$1"/var/cache/apt/*.bin "$1"/var/lib/apt/lists/* "$1"/var/cache/ldconfig "$1"/tmp/* 2>/dev/null || true
    find "$1" -xdev -newermt "@$SOURCE_DATE_EPOCH" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
}

plant_container() { : >"$1/.dockerenv"; }

plant_debian10() {
    echo 10.13 >"$1/etc/debian_version"
    rm -f "$1/etc/os-release" "$1/usr/lib/os-release"
    cat >"$1/usr/lib/os-release" <<'EOF'
PRETTY_NAME="Debian GNU/Linux 10 (buster)"
NAME="Debian GNU/Linux"
VERSION_ID="10"
VERSION="10 (buster)"
VERSION_CODENAME=buster
ID=debian
EOF
    ln -s ../usr/lib/os-release "$1/etc/os-release"
}

plant_ubuntu1604() { plant_ubuntu "$1" 16.04 xenial; }
plant_ubuntu1804() { plant_ubuntu "$1" 18.04 bionic; }
plant_ubuntu2004() { plant_ubuntu "$1" 20.04 focal; }
plant_ubuntu2204() { plant_ubuntu "$1" 22.04 jammy; }

# What content looks at to tell one Ubuntu from another: the release and its code name.
plant_ubuntu() {
    rm -f "$1/etc/os-release" "$1/usr/lib/os-release"
    cat >"$1/usr/lib/os-release" <<EOF
PRETTY_NAME="Ubuntu $2.4 LTS"
NAME="Ubuntu"
VERSION_ID="$2"
VERSION="$2.4 LTS ($3)"
VERSION_CODENAME=$3
ID=ubuntu
ID_LIKE=debian
UBUNTU_CODENAME=$3
EOF
    ln -s ../usr/lib/os-release "$1/etc/os-release"
    cat >"$1/etc/lsb-release" <<EOF
DISTRIB_ID=Ubuntu
DISTRIB_RELEASE=$2
DISTRIB_CODENAME=$3
DISTRIB_DESCRIPTION="Ubuntu $2.4 LTS"
EOF
    echo "bookworm/sid" >"$1/etc/debian_version"
}

plant_server() {
    plant_accounts "$1"
    plant_sshd "$1"
    plant_sudo "$1"
    plant_audit "$1"
    plant_kernel_settings "$1"
    plant_login "$1"
    plant_logs "$1"
    plant_modes "$1"
    plant_links "$1"
    plant_odd_bytes "$1"
}

# Empty, weak and locked passwords, a second uid 0, a doubled uid, a primary group that is not in group, a home that is not there.
plant_accounts() {
    cat >>"$1/etc/passwd" <<'EOF'
alice:x:1001:1001:Alice:/home/alice:/bin/bash
bob:x:1002:1002:Bob:/home/bob:/bin/bash
carl:x:1003:1003:Carl:/home/carl-is-gone:/bin/sh
toor:x:0:0:second root:/root:/bin/bash
twin:x:1002:1002:same uid as bob:/home/bob:/usr/sbin/nologin
nogroup1:x:1005:4242::/home/nogroup1:/bin/bash
svc:x:450:450:service:/srv:/bin/bash
plain:aaJr8s1mZ1pGk:1006:1001::/nonexistent:/usr/sbin/nologin
EOF
    cat >>"$1/etc/group" <<'EOF'
alice:x:1001:
bob:x:1002:alice
carl:x:1003:
svc:x:450:
wheel:x:900:alice
sugroup:x:901:
EOF
    cat >>"$1/etc/shadow" <<'EOF'
alice:$6$saltsalt$qFmFH.bQmmtXzyBY0s9v7Oicd2z4XSIecDzlB5KiA2/jctKu9YterLp8wwnSq.qc.eoxqOmSuNp2xS0ktL3nh/:19000:1:60:7:35::
bob::19000:0:99999:7:::
carl:$1$saltsalt$qjXMvbEw8oaL.CzflDtaK/:19000:0:99999:7::20000:
toor:!:19000:0:99999:7:::
twin:*:19000:0:99999:7:::
nogroup1:$y$j9T$abcdefghijklmnop$Fdb4JEaVHWcV0nLfQmOW4rcc1sMNQ0nMkCr5CjQyGE0:19000:7:90:14:30::
svc:!!:19000::::::
EOF
    printf 'alice:!::\nbob:::alice\n' >>"$1/etc/gshadow"
    mkdir -p "$1/home/alice/.ssh" "$1/home/bob" "$1/home/nogroup1"
    printf 'umask 022\n' >"$1/home/alice/.bashrc"
    printf 'umask 077\n' >"$1/home/bob/.profile"
    printf 'machine ftp.example.org login alice password secret\n' >"$1/home/alice/.netrc"
    printf '+ +\n' >"$1/home/bob/.rhosts"
    chown -R 1001:1001 "$1/home/alice"
    chown -R 1002:1002 "$1/home/bob"
    chown 0:0 "$1/home/nogroup1" "$1/home/bob/.rhosts"
    chmod 0750 "$1/home/alice"
    chmod 0777 "$1/home/bob"
    chmod 0666 "$1/home/alice/.bashrc"
}

# Some settings right, some weak, one doubled, one in other letters, one indented, the last line without a line end.
plant_sshd() {
    [ -f "$1/etc/ssh/sshd_config" ] || return 0
    cat >>"$1/etc/ssh/sshd_config" <<'EOF'
Protocol 2
PermitRootLogin yes
PermitEmptyPasswords no
permitemptypasswords yes
	ClientAliveInterval 300
ClientAliveCountMax 0
HostbasedAuthentication no
IgnoreRhosts yes
# PermitUserEnvironment no
PermitUserEnvironment yes
X11Forwarding yes
LogLevel VERBOSE   
MaxAuthTries 4
MaxSessions 10
LoginGraceTime 60
MaxStartups 10:30:60
Ciphers aes256-ctr,aes192-ctr,aes128-ctr
MACs hmac-sha2-512,hmac-sha1
AllowUsers alice bob
Match User alice
    PermitRootLogin no
EOF
    printf 'UsePAM yes' >>"$1/etc/ssh/sshd_config"
    chmod 0644 "$1/etc/ssh/sshd_config"
    printf 'not a key\n' >"$1/etc/ssh/ssh_host_weak_key"
    printf 'not a key\n' >"$1/etc/ssh/ssh_host_weak_key.pub"
    chmod 0640 "$1/etc/ssh/ssh_host_weak_key"
    chmod 0664 "$1/etc/ssh/ssh_host_weak_key.pub"
}

plant_sudo() {
    [ -d "$1/etc/sudoers.d" ] || return 0
    printf 'Defaults use_pty\r\nalice ALL=(ALL) NOPASSWD: ALL\r\n' >"$1/etc/sudoers.d/crlf"
    printf 'Defaults logfile=/var/log/sudo.log\nbob ALL=(ALL) !authenticate, /bin/ls\n' >"$1/etc/sudoers.d/20-bob"
    chmod 0440 "$1/etc/sudoers.d/crlf"
    chmod 0644 "$1/etc/sudoers.d/20-bob"
}

plant_audit() {
    [ -d "$1/etc/audit/rules.d" ] || return 0
    cat >"$1/etc/audit/rules.d/30-part.rules" <<'EOF'
-a always,exit -F arch=b32 -S adjtimex -S settimeofday -S stime -k time-change
-a always,exit -F arch=b64 -S adjtimex -S settimeofday -k time-change
-w /etc/localtime -p wa -k time-change
-w /etc/group -p wa -k identity
-w /etc/passwd -p wa -k identity
-w /etc/shadow -p rwxa -k identity
-w /etc/gshadow -p r -k identity
-a always,exit -F arch=b32 -S chmod,fchmod,fchmodat -F auid>=1000 -F auid!=unset -F key=perm_mod
-a always,exit -F arch=b64 -S chmod,fchmod,fchmodat -F auid>=1000 -F auid!=unset -F key=perm_mod
-a always,exit -F arch=b64 -S chown,fchown -F auid>=1000 -F auid!=4294967295 -k perm_mod
-a always,exit -F path=/usr/bin/sudo -F perm=x -F auid>=1000 -F auid!=unset -k privileged
-a always,exit -F path=/usr/bin/chsh -F auid>=1000 -F auid!=4294967295 -k privileged
-w /var/log/lastlog -p wa -k logins
-w /sbin/insmod -p x -k modules
EOF
    printf -- '-e 2\n' >"$1/etc/audit/rules.d/99-final.rules"
    chmod 0644 "$1/etc/audit/rules.d/30-part.rules"
    cat "$1"/etc/audit/rules.d/*.rules >"$1/etc/audit/audit.rules"
    sed -i -e 's/^max_log_file =.*/max_log_file = 6/' -e 's/^max_log_file_action =.*/max_log_file_action = keep_logs/I' \
        -e 's/^space_left_action =.*/space_left_action = email/I' -e 's/^flush =.*/flush = none/I' "$1/etc/audit/auditd.conf"
    mkdir -p "$1/var/log/audit"
    : >"$1/var/log/audit/audit.log"
    chmod 0750 "$1/var/log/audit"
    chmod 0644 "$1/var/log/audit/audit.log"
}

plant_kernel_settings() {
    mkdir -p "$1/etc/sysctl.d" "$1/etc/modprobe.d" "$1/usr/local/lib/sysctl.d" "$1/run/sysctl.d"
    cat >"$1/etc/sysctl.d/60-net.conf" <<'EOF'
net.ipv4.ip_forward = 0
net.ipv4.conf.all.accept_redirects=0
net.ipv4.conf.default.accept_redirects = 1
net.ipv4.conf.all.rp_filter = 2
net.ipv4.tcp_syncookies = 1
# net.ipv4.conf.all.send_redirects = 0
net.ipv6.conf.all.accept_ra = 0
kernel.randomize_va_space = 2
kernel.kptr_restrict = 1
fs.protected_hardlinks = 1
fs.protected_symlinks = 0
EOF
    printf 'fs.suid_dumpable = 0\nkernel.randomize_va_space = 1\n' >"$1/usr/local/lib/sysctl.d/70-local.conf"
    printf 'kernel.dmesg_restrict = 1\r\n' >"$1/etc/sysctl.d/80-crlf.conf"
    cat >"$1/etc/modprobe.d/stigready.conf" <<'EOF'
install cramfs /bin/true
install freevxfs /bin/false
blacklist hfs
install  udf   /bin/true
options ipv6 disable=1
install dccp /bin/true
EOF
}

plant_login() {
    sed -i -E -e 's/^PASS_MAX_DAYS.*/PASS_MAX_DAYS   60/' -e 's/^PASS_MIN_DAYS.*/PASS_MIN_DAYS	0/' -e 's/^UMASK.*/UMASK		027/' \
        -e 's/^ENCRYPT_METHOD.*/ENCRYPT_METHOD SHA512/' "$1/etc/login.defs"
    printf 'FAIL_DELAY 4\nPASS_MIN_LEN 12\n' >>"$1/etc/login.defs"
    mkdir -p "$1/etc/security/limits.d" "$1/etc/profile.d"
    printf '*     hard   core    0\n' >"$1/etc/security/limits.d/10-core.conf"
    printf '*\thard\tmaxlogins\t10\n' >>"$1/etc/security/limits.conf"
    printf 'umask 027\nTMOUT=900\nreadonly TMOUT\nexport TMOUT\n' >"$1/etc/profile.d/tmout.sh"
    if [ -f "$1/etc/security/pwquality.conf" ]; then
        printf 'minlen = 14\ndcredit = -1\nucredit=0\nretry = 3\ndifok = 8\n' >>"$1/etc/security/pwquality.conf"
    fi
    if [ -f "$1/etc/chrony/chrony.conf" ]; then
        printf 'server ntp1.example.org iburst maxpoll 10\nserver ntp2.example.org\nuser _chrony\n' >>"$1/etc/chrony/chrony.conf"
    fi
    printf 'Authorized uses only.\n' >"$1/etc/issue.net"
    printf 'root\n' >"$1/etc/cron.allow"
    chmod 0646 "$1/etc/cron.allow"
    printf 'tty1\nttyS0\nvc/1\n' >"$1/etc/securetty"
    printf 'APT::Get::AllowUnauthenticated "true";\n' >"$1/etc/apt/apt.conf.d/99unsafe"
}

plant_logs() {
    printf '*.* @@logs.example.org:514\n$ModLoad imtcp\n' >"$1/etc/rsyslog.d/20-remote.conf" || true
    for f in messages syslog auth.log cron.log; do
        printf 'Nov 14 22:13:20 host test: line\n' >"$1/var/log/$f"
    done
    chmod 0666 "$1/var/log/messages"
    chmod 0640 "$1/var/log/syslog"
    chown 0:4 "$1/var/log/syslog"
    chown 1001:1001 "$1/var/log/auth.log"
    chmod 0777 "$1/var/log"
}

# World-writable, unowned, set-id; library and program folders with wrong owners and modes.
plant_modes() {
    mkdir -p "$1/srv/open" "$1/srv/sticky" "$1/opt/app/bin" "$1/usr/local/lib/app"
    chmod 0777 "$1/srv/open"
    chmod 1777 "$1/srv/sticky"
    printf 'x\n' >"$1/srv/open/writable"
    printf 'x\n' >"$1/srv/open/unowned"
    printf 'x\n' >"$1/srv/open/ungrouped"
    chmod 0666 "$1/srv/open/writable"
    chown 54321:0 "$1/srv/open/unowned"
    chown 0:54321 "$1/srv/open/ungrouped"
    cp "$1/bin/cat" "$1/usr/local/bin/cat-suid"
    cp "$1/bin/cat" "$1/opt/app/bin/cat-sgid"
    chmod 4755 "$1/usr/local/bin/cat-suid"
    chmod 2755 "$1/opt/app/bin/cat-sgid"
    cp "$1/bin/true" "$1/usr/local/sbin/writable-tool"
    chmod 0775 "$1/usr/local/sbin/writable-tool"
    cp "$1/bin/true" "$1/usr/bin/alices-tool"
    chown 1001:1001 "$1/usr/bin/alices-tool"
    printf 'lib\n' >"$1/usr/lib/libplanted.so.1"
    chown 1001:0 "$1/usr/lib/libplanted.so.1"
    chmod 0664 "$1/usr/lib/libplanted.so.1"
    cp -p "$1/etc/shadow" "$1/etc/shadow-"
    chmod 0644 "$1/etc/shadow-"
    chmod 0664 "$1/etc/group"
    chown 0:0 "$1/etc/gshadow"
}

# Absolute links must be resolved inside the root, relative ones must not leave it; a dangling link and a loop.
plant_links() {
    mkdir -p "$1/etc/stigready"
    printf 'kernel.panic_on_oops = 1\n' >"$1/etc/stigready/real-sysctl.conf"
    ln -sfn /etc/stigready/real-sysctl.conf "$1/etc/sysctl.d/90-absolute.conf"
    printf 'net.ipv4.conf.default.rp_filter = 1\n' >"$1/etc/stigready/relative.conf"
    ln -sfn ../stigready/relative.conf "$1/etc/sysctl.d/91-relative.conf"
    ln -sfn ../../../../../../etc/stigready/relative.conf "$1/etc/stigready/climbs"
    ln -sfn /nowhere/at/all "$1/etc/sysctl.d/92-dangling.conf"
    ln -sfn loop-b "$1/etc/stigready/loop-a"
    ln -sfn loop-a "$1/etc/stigready/loop-b"
    ln -sfn /etc/passwd "$1/etc/stigready/passwd"
    ln -sfn /etc "$1/srv/etc-link"
    ln -sfn . "$1/srv/self"
}

# Bytes a text check stumbles over: a lone CR, a NUL, Latin-1, an empty file, a last line without an end.
plant_odd_bytes() {
    printf '* hard core 0\r* soft core 1\n' >"$1/etc/security/limits.d/20-cr.conf"
    printf '# nul \000 here\n* hard nproc 4000\n' >"$1/etc/security/limits.d/30-nul.conf"
    : >"$1/etc/security/limits.d/40-empty.conf"
    printf '# caf\351\nAPT::Install-Recommends "false";\n' >"$1/etc/apt/apt.conf.d/98latin1"
    printf 'install jffs2 /bin/true' >"$1/etc/modprobe.d/no-line-end.conf"
}

# What a host has and an image rarely has: boot loader files, a kernel configuration, fstab.
plant_machine() {
    mkdir -p "$1/boot/grub" "$1/boot/loader/entries"
    cat >"$1/boot/grub/grub.cfg" <<'EOF'
set superusers="root"
password_pbkdf2 root grub.pbkdf2.sha512.10000.AAAA.BBBB
linux /boot/vmlinuz root=/dev/sda1 ro audit=1 quiet
EOF
    chmod 0644 "$1/boot/grub/grub.cfg"
    printf 'GRUB_CMDLINE_LINUX="audit=1 slab_nomerge=yes"\nGRUB_CMDLINE_LINUX_DEFAULT="quiet"\nGRUB_DISABLE_RECOVERY="true"\n' \
        >"$1/etc/default/grub"
    cat >"$1/boot/config-5.10.0-99-amd64" <<'EOF'
CONFIG_SECCOMP=y
CONFIG_SECCOMP_FILTER=y
CONFIG_BUG=y
# CONFIG_DEBUG_FS is not set
CONFIG_DEBUG_LIST=n
CONFIG_MODULE_SIG=y
# CONFIG_MODULE_SIG_FORCE is not set
CONFIG_MODULE_SIG_HASH="sha256"
CONFIG_DEFAULT_MMAP_MIN_ADDR=65536
CONFIG_SECURITY=y
CONFIG_SECURITY_YAMA=y
CONFIG_KEXEC=y
CONFIG_HIBERNATION=y
CONFIG_IPV6=m
CONFIG_PANIC_TIMEOUT=0
CONFIG_RANDOMIZE_BASE=y
CONFIG_SLUB_DEBUG=y
CONFIG_SYN_COOKIES=y
# CONFIG_COMPAT_BRK is not set
EOF
    printf 'map\n' >"$1/boot/System.map-5.10.0-99-amd64"
    chmod 0644 "$1/boot/System.map-5.10.0-99-amd64"
    cat >"$1/etc/fstab" <<'EOF'
/dev/sda1 / ext4 errors=remount-ro 0 1
/dev/sda2 /home ext4 nodev,nosuid 0 2
tmpfs /tmp tmpfs nodev,nosuid,noexec 0 0
tmpfs /dev/shm tmpfs defaults,nodev 0 0
EOF
    if [ -f "$1/etc/snmp/snmpd.conf" ]; then
        printf 'rocommunity public default\n' >>"$1/etc/snmp/snmpd.conf"
    fi
    # A service that is linked, one that is masked.
    mkdir -p "$1/etc/systemd/system/multi-user.target.wants"
    ln -sfn /lib/systemd/system/auditd.service "$1/etc/systemd/system/multi-user.target.wants/auditd.service"
    ln -sfn /dev/null "$1/etc/systemd/system/nginx.service"
    ln -sfn /dev/null "$1/etc/systemd/system/ctrl-alt-del.target"
}

plant_ubuntu_settings() {
    printf 'auth required pam_wheel.so use_uid group=sugroup\n' >>"$1/etc/pam.d/su"
    printf 'auth required pam_faildelay.so delay=4000000\n' >>"$1/etc/pam.d/common-auth"
    sed -i 's/pam_unix.so/pam_unix.so remember=5/' "$1/etc/pam.d/common-password"
    printf 'auth required pam_faillock.so preauth silent\n' >>"$1/etc/pam.d/common-auth"
    mkdir -p "$1/etc/security" "$1/etc/systemd/coredump.conf.d"
    printf 'deny = 3\naudit\nunlock_time = 900\n' >>"$1/etc/security/faillock.conf"
    printf '[Coredump]\nStorage=none\nProcessSizeMax=1G\n' >"$1/etc/systemd/coredump.conf"
    printf 'INACTIVE=30\n' >>"$1/etc/default/useradd"
    chmod 0700 "$1/etc/cron.d" "$1/etc/cron.daily"
    chmod 0600 "$1/etc/crontab"
    printf '0 5 * * * root /usr/bin/aide.wrapper --config /etc/aide/aide.conf --check\n' >>"$1/etc/crontab"
}
