#!/bin/sh
# counts.sh [RESULTS]: a table of the verdicts in every xccdf.xml below a folder of results.
set -eu
CACHE="${STIGREADY_TEST_CACHE:-/var/tmp/stigready-tests}"
top="${1:-$CACHE/results}"
printf '%-64s %5s %5s %5s %5s %7s %6s %6s %6s %7s\n' run rules pass fail error unknown notapp notchk notsel seconds
find "$top" -name xccdf.xml | LC_ALL=C sort | while read -r file; do
    dir="$(dirname "$file")"
    grep -oE '<result>[a-z]+</result>' "$file" | sed 's/<[^>]*>//g' | sort | uniq -c |
        awk -v run="${dir#"$top"/}" -v seconds="$(cat "$dir/seconds.txt" 2>/dev/null || echo 0)" '
            { n[$2] = $1; all += $1 }
            END {
                printf "%-64s %5d %5d %5d %5d %7d %6d %6d %6d %7.1f\n", run, all - n["notselected"], n["pass"], n["fail"],
                    n["error"], n["unknown"], n["notapplicable"], n["notchecked"] + n["informational"], n["notselected"], seconds
            }'
done
