#!/bin/sh
# matrix.sh: builds the oracle and every root, then asks the oracle for what the differential test compares; the test itself does what is
# missing. What is already there is kept. Content: the folder of the ssg packages, or $STIGREADY_SSG.
set -eu

here="$(cd "$(dirname "$0")" && pwd)"
CACHE="${STIGREADY_TEST_CACHE:-/var/tmp/stigready-tests}"
ssg="${STIGREADY_SSG:-/usr/share/xml/scap/ssg/content}"

"$here/make-oracle.sh" "$CACHE/oracle"

# A line: root, data stream, the profiles ("*" = all there are, and (all)).
while read -r kind content profiles; do
    "$here/make-root.sh" "$kind"
    [ "$profiles" != "*" ] || profiles="(all) $(grep -oE '<(xccdf-1.2:)?Profile id="[^"]*"' "$ssg/$content" | cut -d'"' -f2)"
    for profile in $profiles; do
        "$here/run-oracle.sh" "$CACHE/oracle" "$CACHE/roots/$kind" "$ssg/$content" "$profile"
    done
done <<'EOF'
debian11-minbase ssg-debian11-ds.xml *
debian11-container ssg-debian11-ds.xml (all)
debian11-server ssg-debian11-ds.xml *
debian11-machine ssg-debian11-ds.xml *
debian10-alike ssg-debian10-ds.xml (all)
ubuntu1604-alike ssg-ubuntu1604-ds.xml (all)
ubuntu1804-alike ssg-ubuntu1804-ds.xml (all)
ubuntu2004-alike ssg-ubuntu2004-ds.xml (all)
ubuntu2204-alike ssg-ubuntu2204-ds.xml *
rhel9-alike ssg-rhel9-ds.xml (all)
rhel9-alike ssg-cs9-ds.xml cis
rhel9-alike ssg-ol9-ds.xml stig
rhel9-alike ssg-firefox-ds.xml (all)
rhel9-alike ssg-chromium-ds.xml (all)
rhel9-alike ssg-ubuntu2204-ds.xml (all)
rhel8-alike-sqlite ssg-rhel8-ds.xml (all)
rhel8-alike-sqlite ssg-centos8-ds.xml stig
rhel8-alike-sqlite ssg-ol8-ds.xml stig
fedora-alike ssg-fedora-ds.xml (all)
sle15-alike ssg-sle15-ds.xml (all) stig
sle15-alike ssg-sle12-ds.xml stig
sle15-alike ssg-opensuse-ds.xml (all)
rhcos4-alike ssg-rhcos4-ds.xml (all)
rhcos4-alike ssg-ocp4-ds.xml (all)
rhcos4-alike ssg-eks-ds.xml (all)
EOF

# Our own content. A line: root, the folders of content.
own="$(cd "$here/../../content" && pwd)"
while read -r kind names; do
    case "$kind" in
    image-*) "$here/make-image.sh" "$kind" ;;
    *) "$here/make-root.sh" "$kind" ;;
    esac
    for name in $names; do
        "$here/run-oracle.sh" "$CACHE/oracle" "$CACHE/roots/$kind" "$own/$name/ds.xml" "(all)" "$CACHE/results/$kind/content/$name/ds/all"
    done
done <<'EOF'
debian11-minbase gpos-container
rhel9-alike gpos-container
image-full gpos-container
image-minbase gpos-container
image-distroless gpos-container
image-services gpos-container nginx httpd postgresql mariadb redis tomcat openssh
image-rpm gpos-container
image-apk gpos-container
EOF
