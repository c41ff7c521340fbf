# shellcheck shell=bash
# Sourced by scenario.sh: connection pools against a real PostgreSQL behind the lab's firewall.

ORDERS=samples/jdbc/target/orders.jar

# The client may take ports out of TIME_WAIT, as many hosts are told to for want of ports.
play_jdbc() {
  firewall_on 60 drop
  sysctl_on client ip_local_port_range "40000 40063"
  sysctl_on client tcp_tw_reuse 1
  start_postgresql
  record_jvm 1 -jar "$ORDERS" jdbc:postgresql://$LAB_NET.2.2/orders 110
  wait_for_clients
  must 'failedEarlyReuses>0'
}

# No attempt of this client goes without a port.
count_attempts() { echo $(($(wc -l <"$OUT/truth.csv") - 1)); }

# PostgreSQL refuses to run as root. A namespace in which our user is no root does it too, and leaves
# its files ours.
start_postgresql() {
  local data=$OUT/postgresql as_user=()
  [ "$(id -u)" != 0 ] || as_user=(unshare --user --map-user=1000 --map-group=1000)
  "${as_user[@]}" "$POSTGRESQL/initdb" -D "$data" -U orders --auth=trust -N -E UTF8 --no-locale \
    >"$OUT/initdb.txt" 2>&1 || die "initdb failed: $(tail -n 3 "$OUT/initdb.txt")"
  echo "host all all $LAB_NET.1.0/24 trust" >>"$data/pg_hba.conf"
  echo 'CREATE DATABASE orders' | "${as_user[@]}" "$POSTGRESQL/postgres" --single -D "$data" postgres \
    >>"$OUT/initdb.txt" 2>&1
  ip netns exec server "${as_user[@]}" "$POSTGRESQL/postgres" -D "$data" -F \
    -c listen_addresses=$LAB_NET.2.2 -c unix_socket_directories= -c shared_buffers=16MB \
    -c dynamic_shared_memory_type=mmap >"$OUT/postgresql.txt" 2>&1 &
  SERVER=$!
  await 30 "$SERVER" "$OUT/postgresql.txt" "ready to accept connections"
}
