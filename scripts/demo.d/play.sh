#!/usr/bin/env bash
# Run by scripts/demo inside namespaces: natural-drop of the lab without its capture and its truth.
# Leaves client-1.jfr and blocked (a number of SYNs) in OUT.
set -euo pipefail
. scripts/lab.d/hosts.sh
. scripts/lab.d/scenarios.sh

enter_hosts
firewall_on 5 drop
natural_load
blocked_syns >"$OUT/blocked"
