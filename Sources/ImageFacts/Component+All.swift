extension Component {
    /// Every component that is looked for. Names are those of Debian, of the RHEL and SUSE families, and of Alpine and Wolfi.
    public static let all: [Component] = [
        // Shells and package managers: what turns a foothold into more.
        .init("bash", "GNU Bash", .shell, packages: ["bash"], programs: ["bash"]),
        .init("dash", "dash", .shell, packages: ["dash", "dash-binsh"], programs: ["dash"]),
        .init("busybox", "BusyBox", .shell, packages: ["busybox*"], programs: ["busybox"], signatures: ["BusyBox v1."]),
        .init("zsh", "Z shell", .shell, packages: ["zsh"], programs: ["zsh"]),
        .init("ksh", "Korn shell", .shell, packages: ["ksh*", "mksh"], programs: ["ksh", "ksh93", "mksh"]),
        .init("csh", "C shell", .shell, packages: ["tcsh", "csh"], programs: ["csh", "tcsh"]),
        .init("fish", "fish", .shell, packages: ["fish"], programs: ["fish"]),
        .init("apt", "APT", .packageManager, packages: ["apt"], programs: ["apt", "apt-get"]),
        .init("dpkg", "dpkg", .packageManager, packages: ["dpkg"], programs: ["dpkg"]),
        .init("rpm", "RPM", .packageManager, packages: ["rpm"], programs: ["rpm"]),
        .init(
            "dnf", "DNF or YUM", .packageManager, packages: ["dnf", "dnf5", "yum", "microdnf", "tdnf"],
            programs: ["dnf", "dnf-3", "dnf5", "yum", "microdnf", "tdnf"]),
        .init("zypper", "Zypper", .packageManager, packages: ["zypper"], programs: ["zypper"]),
        .init("apk", "apk-tools", .packageManager, packages: ["apk-tools"], programs: ["apk"]),
        .init("pip", "pip", .packageManager, packages: ["python3-pip", "py3-pip", "py3.*-pip"], programs: ["pip", "pip3"]),
        .init("npm", "npm", .packageManager, packages: ["npm", "nodejs-npm"], programs: ["npm"]),

        // What listens to people from elsewhere.
        .init(
            "sshd", "OpenSSH server", .remoteAccess, packages: ["openssh-server", "openssh-server-*"], programs: ["sshd", "sshd-session"],
            signatures: ["sshd: no hostkeys available"]),
        .init(
            "dropbear", "Dropbear SSH server", .remoteAccess, packages: ["dropbear", "dropbear-bin", "dropbear-run"],
            programs: ["dropbear", "dropbearmulti"], signatures: ["Dropbear server v"]),
        .init(
            "telnetd", "Telnet server", .remoteAccess,
            packages: ["telnetd", "telnetd-ssl", "inetutils-telnetd", "telnet-server", "krb5-appl-servers"],
            programs: ["telnetd", "in.telnetd", "telnetd-ssl"], signatures: ["telnetd: panic state="]),
        .init(
            "rshd", "rsh, rlogin or rexec server", .remoteAccess, packages: ["rsh-server", "rsh-redone-server", "rsh-ssl-server"],
            programs: ["rshd", "in.rshd", "rlogind", "in.rlogind", "rexecd", "in.rexecd"]),
        .init("xrdp", "xrdp", .remoteAccess, packages: ["xrdp"], programs: ["xrdp"]),
        .init(
            "vnc", "VNC server", .remoteAccess, packages: ["tigervnc-server*", "tigervnc-standalone-server", "x11vnc", "tightvncserver"],
            programs: ["Xvnc", "x11vnc", "vncserver"]),
        .init(
            "ftpd", "FTP server", .fileTransfer, packages: ["vsftpd", "proftpd*", "pure-ftpd*", "ftpd", "inetutils-ftpd"],
            programs: ["vsftpd", "proftpd", "pure-ftpd", "ftpd", "in.ftpd"], signatures: ["vsftpd: version "]),
        .init(
            "tftpd", "TFTP server", .fileTransfer, packages: ["tftpd-hpa", "tftpd", "atftpd", "tftp-server"],
            programs: ["in.tftpd", "atftpd"]),
        .init("samba", "Samba server", .fileTransfer, packages: ["samba"], programs: ["smbd"]),
        .init("nfs", "NFS server", .fileTransfer, packages: ["nfs-kernel-server", "nfs-utils"], programs: ["rpc.nfsd", "rpc.mountd"]),
        .init("snmpd", "SNMP agent", .remoteAccess, packages: ["snmpd", "net-snmp"], programs: ["snmpd"]),
        .init("openssh-client", "OpenSSH client", .cryptography, packages: ["openssh-client*", "openssh-clients"], programs: ["ssh"]),

        // Servers with guides of their own.
        .init(
            "nginx", "nginx", .webServer,
            packages: ["nginx", "nginx-core", "nginx-light", "nginx-full", "nginx-extras", "nginx-mainline*"],
            programs: ["nginx"], signatures: ["nginx version: nginx/"]),
        .init(
            "httpd", "Apache HTTP Server", .webServer, packages: ["apache2", "apache2-bin", "httpd", "httpd-core"],
            programs: ["apache2", "httpd"], signatures: ["-D HTTPD_ROOT="]),
        .init("lighttpd", "lighttpd", .webServer, packages: ["lighttpd"], programs: ["lighttpd"]),
        .init("caddy", "Caddy", .webServer, packages: ["caddy"], programs: ["caddy"]),
        .init("haproxy", "HAProxy", .webServer, packages: ["haproxy"], programs: ["haproxy"]),
        .init(
            "tomcat", "Apache Tomcat", .webServer, packages: ["tomcat*"], programs: ["catalina.sh"],
            paths: ["/usr/local/tomcat/lib/catalina.jar", "/usr/share/tomcat*/lib/catalina.jar", "/opt/*/lib/catalina.jar"]),
        .init(
            "postgresql", "PostgreSQL server", .database, packages: ["postgresql-[0-9]*", "postgresql-server", "postgresql1*"],
            programs: ["postgres"], signatures: [" is the PostgreSQL server.\n"]),
        .init(
            "mariadb", "MariaDB or MySQL server", .database,
            packages: ["mariadb-server", "mariadb-server-core*", "mysql-server*", "mysql-community-server*"],
            programs: ["mariadbd", "mysqld"]),
        .init(
            "redis", "Redis or Valkey server", .database, packages: ["redis-server", "redis", "valkey*"],
            programs: ["redis-server", "valkey-server"]),
        .init("mongodb", "MongoDB server", .database, packages: ["mongodb-server*", "mongodb-org-server"], programs: ["mongod"]),

        .init(
            "java", "Java runtime", .runtime, packages: ["openjdk-*-jre*", "java-*-openjdk*", "temurin-*", "openjdk*"], programs: ["java"]),
        .init(
            "python", "Python", .runtime, packages: ["python3", "python3-minimal", "python3.*", "python-3*"],
            programs: ["python3", "python"]),
        .init("node", "Node.js", .runtime, packages: ["nodejs*"], programs: ["node", "nodejs"]),
        .init("perl", "Perl", .runtime, packages: ["perl", "perl-base", "perl-interpreter"], programs: ["perl"]),
        .init("ruby", "Ruby", .runtime, packages: ["ruby", "ruby[0-9]*", "ruby-3*"], programs: ["ruby"]),
        .init("php", "PHP", .runtime, packages: ["php*-cli", "php", "php-cli", "php8*"], programs: ["php"]),
        .init("dotnet", ".NET", .runtime, packages: ["dotnet-runtime-*", "dotnet-*-runtime"], programs: ["dotnet"]),

        // What makes a system of files.
        .init(
            "systemd", "systemd", .initSystem, packages: ["systemd"], paths: ["/lib/systemd/systemd", "/usr/lib/systemd/systemd"]),
        .init("sysvinit", "System V init", .initSystem, packages: ["sysvinit-core", "sysvinit"]),
        .init("openrc", "OpenRC", .initSystem, packages: ["openrc"], programs: ["openrc", "openrc-run"]),
        .init("bootc", "bootc", .bootable, packages: ["bootc"], programs: ["bootc"]),
        .init(
            "ostree", "OSTree", .bootable, packages: ["ostree", "libostree*"], programs: ["ostree"],
            paths: ["/sysroot/ostree", "/usr/lib/ostree"]),
        .init(
            "grub", "GRUB", .kernel, packages: ["grub-common", "grub2-common", "grub-pc", "grub-efi-*", "grub2-tools*"],
            programs: ["grub-mkconfig", "grub2-mkconfig"]),
        .init(
            "kernel", "Linux kernel", .kernel,
            packages: ["linux-image-*", "kernel", "kernel-core", "kernel-default*", "linux-lts", "linux-virt"],
            paths: ["/usr/lib/modules/*/vmlinuz", "/lib/modules/*/vmlinuz", "/boot/vmlinuz", "/vmlinuz"]),
        .init(
            "pam", "Linux-PAM", .authentication, packages: ["libpam-runtime", "pam", "linux-pam"],
            paths: ["/etc/pam.d/login", "/etc/pam.d/common-auth", "/etc/pam.d/system-auth"]
        ),
        .init("login", "Login programs", .authentication, packages: ["login", "shadow-login", "shadow-utils"], programs: ["login"]),
        .init("sssd", "SSSD", .authentication, packages: ["sssd", "sssd-common"], programs: ["sssd"]),
        .init("sudo", "sudo", .privilege, packages: ["sudo", "sudo-ldap", "sudo-rs"], programs: ["sudo"]),
        .init("doas", "doas", .privilege, packages: ["doas", "opendoas"], programs: ["doas"]),
        .init("su", "su", .privilege, packages: [], programs: ["su"]),
        .init("polkit", "polkit", .privilege, packages: ["polkit", "policykit-1", "polkitd"], programs: ["pkexec", "polkitd"]),
        .init("auditd", "Linux audit daemon", .audit, packages: ["auditd", "audit"], programs: ["auditd"]),
        .init("rsyslog", "rsyslog", .audit, packages: ["rsyslog"], programs: ["rsyslogd"]),
        .init("syslog-ng", "syslog-ng", .audit, packages: ["syslog-ng*"], programs: ["syslog-ng"]),
        .init("logrotate", "logrotate", .audit, packages: ["logrotate"], programs: ["logrotate"]),
        .init("cron", "cron", .scheduling, packages: ["cron", "cronie", "dcron"], programs: ["cron", "crond"]),
        .init("at", "at", .scheduling, packages: ["at"], programs: ["atd"]),
        .init("chrony", "chrony", .time, packages: ["chrony"], programs: ["chronyd"]),
        .init("ntp", "NTP daemon", .time, packages: ["ntp", "ntpsec"], programs: ["ntpd"]),
        .init("timesyncd", "systemd-timesyncd", .time, packages: ["systemd-timesyncd"], programs: ["systemd-timesyncd"]),
        .init(
            "mail", "Mail transfer agent", .mail, packages: ["postfix", "exim4*", "exim", "sendmail*", "opensmtpd"],
            programs: ["postfix", "exim4", "exim", "sendmail.sendmail", "smtpd"]),
        .init("nis", "NIS", .naming, packages: ["nis", "ypserv", "ypbind*", "ypserv-*"], programs: ["ypserv", "ypbind"]),
        .init("bind", "BIND", .naming, packages: ["bind9", "bind"], programs: ["named"]),
        .init("dnsmasq", "dnsmasq", .naming, packages: ["dnsmasq", "dnsmasq-base"], programs: ["dnsmasq"]),
        .init("avahi", "Avahi", .naming, packages: ["avahi-daemon", "avahi"], programs: ["avahi-daemon"]),
        .init("firewalld", "firewalld", .firewall, packages: ["firewalld"], programs: ["firewalld"]),
        .init("ufw", "ufw", .firewall, packages: ["ufw"], programs: ["ufw"]),
        .init("nftables", "nftables", .firewall, packages: ["nftables"], programs: ["nft"]),
        .init("iptables", "iptables", .firewall, packages: ["iptables"], programs: ["iptables", "xtables-nft-multi"]),
        .init("aide", "AIDE", .integrity, packages: ["aide", "aide-common"], programs: ["aide"]),
        .init("apparmor", "AppArmor tools", .integrity, packages: ["apparmor"], programs: ["apparmor_parser"]),
        .init("selinux", "SELinux policy", .integrity, packages: ["selinux-policy*", "selinux-basics"], paths: ["/etc/selinux/config"]),
        .init(
            "x11", "X server", .desktop, packages: ["xserver-xorg-core", "xorg-x11-server-Xorg", "xorg-x11-server-common"],
            programs: ["Xorg", "X"]),
        .init("gdm", "GNOME display manager", .desktop, packages: ["gdm3", "gdm"], programs: ["gdm3", "gdm"]),
        .init("cups", "CUPS", .desktop, packages: ["cups", "cups-daemon"], programs: ["cupsd"]),
        .init(
            "engine", "Container engine", .containers,
            packages: ["docker.io", "docker-ce", "containerd", "containerd.io", "podman", "moby-engine"],
            programs: ["dockerd", "containerd", "podman", "crio"]),
        .init(
            "compiler", "C compiler", .development,
            packages: ["gcc", "gcc-[0-9]", "gcc-[0-9][0-9]", "clang", "clang-[0-9][0-9]", "build-base"],
            programs: ["gcc", "cc", "clang", "cc1"]),
        .init(
            "debugger", "Debugger or tracer", .development, packages: ["gdb", "strace", "ltrace"], programs: ["gdb", "strace", "ltrace"]),
        .init("openssl", "OpenSSL", .cryptography, packages: ["libssl*", "openssl", "openssl-libs", "libcrypto3"], programs: ["openssl"]),
        .init("gnutls", "GnuTLS", .cryptography, packages: ["libgnutls*", "gnutls"], programs: ["gnutls-cli"]),
        .init("nss", "Network Security Services", .cryptography, packages: ["libnss3", "nss", "nss-softokn*"]),
        .init("libgcrypt", "Libgcrypt", .cryptography, packages: ["libgcrypt*"]),
        .init("gnupg", "GnuPG", .cryptography, packages: ["gnupg", "gnupg2", "gpg", "gpgv"], programs: ["gpg", "gpgv"]),
        .init("wget", "wget", .development, packages: ["wget"], programs: ["wget"]),
        .init("curl", "curl", .development, packages: ["curl", "curl-minimal"], programs: ["curl"]),
        .init(
            "netcat", "netcat", .development, packages: ["netcat*", "nmap-ncat", "ncat"],
            programs: ["nc", "ncat", "nc.openbsd", "nc.traditional"]),
    ]

    /// The component of this id.
    public static subscript(id id: String) -> Component? { byID[id] }

    private static let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
}
