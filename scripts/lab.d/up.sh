#!/usr/bin/env bash
# up.sh ACTION SECONDS PORTS: the standing lab, with a shell in it.
set -euo pipefail

. scripts/lab.d/hosts.sh

enter_hosts
[ "$1" = none ] || firewall_on "$2" "$1"
sysctl_on client ip_local_port_range "$3"
start_server --bind 0.0.0.0 --close server
cat <<EOF
The lab stands. Firewall: ${1}, idle timeout $2 s. Source ports: $3.
  client $LAB_NET.1.2     firewall $LAB_NET.1.1, $LAB_NET.2.1     server $LAB_NET.2.2, $LAB_NET.3.0/24, port 5000
Run anything on a host with: client COMMAND, firewall COMMAND, server COMMAND. For example
  client java -javaagent:$AGENT \\
      -XX:FlightRecorderOptions:repository=$OUT/repository \\
      -XX:StartFlightRecording:filename=$OUT/try.jfr -jar $CHURN client \\
      --to $LAB_NET.2.2:5000 --connects 480 --rate 24 --threads 64 --connect-timeout 1500
  java -jar $ANALYZER analyze --firewall-timeout ${2}s $OUT/try.jfr
  firewall nft list table ip firewall
  client ss -tan
Leave the shell, and all of it is gone.
EOF
trap - INT TERM
client() { on client "$@"; }
firewall() { on firewall "$@"; }
server() { on server "$@"; }
export -f on client firewall server
export PS1='lab:\w\$ '
bash --norc
