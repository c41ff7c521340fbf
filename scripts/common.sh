# shellcheck shell=bash
# Sourced by the scripts, from the repository's root. What they all say, and how they end:
# 0 done; 1 failed; 2 wrong usage; 3 a tool or a permission is missing.

PROGRAM=${0##*/}

say() { printf '%s\n' "$*" >&2; }

# die MESSAGE [CODE]
die() { say "$PROGRAM: $1"; exit "${2:-1}"; }

wrong_usage() { die "$* (see --help)" 2; }

# The comment at the head of the script, as its help.
header() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; }
