# shellcheck shell=bash
# Sourced by scripts/lab and scenario.sh: the same load behind the same firewall, with the kernel's
# choice of source ports ("-kernel") and with the port used least recently ("-lru").

PORTS_RUNS=(ports-12s-kernel ports-12s-lru ports-20s-kernel ports-20s-lru ports-fast-kernel ports-fast-lru
  ports-netty-12s-kernel ports-netty-12s-lru ports-netty-20s-kernel ports-netty-20s-lru)
PORTS_JDBC_RUNS=(ports-jdbc-kernel ports-jdbc-lru)

LRU_FACTORY=io.tuplewatch.lruports.LruSocketFactory

# 16 connects/s from 1,024 ports: rest 64 s, lifetime 12 s.
play_ports_12s_kernel() { ports_load 12 drop 800 16; must 'failedEarlyReuses>30'; }
play_ports_12s_lru() { ports_load 12 drop 800 16 lru; must blocked=0 failures=0; }

# 12 connects/s from 1,024 ports: rest 85 s, lifetime 20 s.
play_ports_20s_kernel() { ports_load 20 reset 840 12; must 'failedEarlyReuses>30'; }
play_ports_20s_lru() { ports_load 20 reset 840 12 lru; must blocked=0 failures=0; }

# 40 connects/s from 256 ports: rest 6.4 s, lifetime 12 s: too fast, nothing is gained.
play_ports_fast_kernel() { ports_load 12 drop 1200 40 kernel "40000 40255"; must 'failedEarlyReuses>30'; }
play_ports_fast_lru() { ports_load 12 drop 1200 40 lru "40000 40255"; must 'failedEarlyReuses>30'; }

# The loads of ports-12s and ports-20s again, from Netty.
play_ports_netty_12s_kernel() { ports_netty 12 drop 800 16 kernel; must 'failedEarlyReuses>30'; }
play_ports_netty_12s_lru() { ports_netty 12 drop 800 16 lru; must blocked=0 failures=0; }
play_ports_netty_20s_kernel() { ports_netty 20 reset 840 12 kernel; must 'failedEarlyReuses>30'; }
play_ports_netty_20s_lru() { ports_netty 20 reset 840 12 lru; must blocked=0 failures=0; }

play_ports_jdbc_kernel() { ports_jdbc ''; must 'failedEarlyReuses>0'; }
play_ports_jdbc_lru() { ports_jdbc "?socketFactory=$LRU_FACTORY"; must blocked=0 failures=0; }

# ports_load LIFETIME ACTION CONNECTS RATE [kernel|lru [PORTS]]
ports_load() {
  local factory=()
  [ "${5:-kernel}" = kernel ] || factory=(--socket-factory "$LRU_FACTORY")
  firewall_on "$1" "$2"
  sysctl_on client ip_local_port_range "${6:-$NATURAL_PORTS}"
  start_server --close server
  record_jvm 1 -cp "$CHURN:$LRU_PORTS" io.tuplewatch.samples.churn.Churn client --to $SERVICE \
    --connects "$3" --rate "$4" --threads 64 --connect-timeout 1500 "${factory[@]}"
  wait_for_clients
}

# ports_netty LIFETIME ACTION CONNECTS RATE kernel|lru
ports_netty() {
  firewall_on "$1" "$2"
  sysctl_on client ip_local_port_range "$NATURAL_PORTS"
  start_server --close server
  record_jvm 1 -cp "$LAB_CLASSES/netty:$NETTY/*:$LRU_PORTS" NettyLoad "${SERVICE%:*}" "${SERVICE#*:}" "$3" "$4" "$5"
  wait_for_clients
}

# Eight pools that renew their connections every 30 s, 64 ports, sessions kept 60 s.
ports_jdbc() {
  . scripts/lab.d/jdbc.sh
  firewall_on 60 drop
  sysctl_on client ip_local_port_range "40000 40063"
  sysctl_on client tcp_tw_reuse 1
  start_postgresql
  record_jvm 1 -cp "$ORDERS:$LRU_PORTS" io.tuplewatch.samples.jdbc.Orders \
    "jdbc:postgresql://$LAB_NET.2.2/orders$1" 200
  wait_for_clients
}

# ports_row OUT RUN: what the capture of the link says of both runs, and what the recording of the first
# one predicted for the second.
ports_row() {
  local counts
  counts=$(ports_counts "$1/$2-kernel/truth.csv")
  printf '%-18s %-20s %8d %8d %8d\n' "$2" "the kernel's choice" $counts # three numbers
  counts=$(ports_counts "$1/$2-lru/truth.csv")
  printf '%-18s %-20s %8d %8d %8d  ' "" "least recently used" $counts
  "$JAVA" -cp "$LAB_CLASSES:$ANALYZER" Predicted "$1/$2-kernel/analysis.json" "${counts##* }"
}

# Connects, failures, failed early reuses.
ports_counts() {
  awk -F , '
    NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
    { connects++; failures += $column["outcome"] != "WORKED"; early += $column["failedEarlyReuse"] == "true" }
    END { print connects + 0, failures + 0, early + 0 }' "$1"
}
