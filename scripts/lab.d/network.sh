# shellcheck shell=bash
# Sourced inside namespaces of the lab's own (see namespaces.sh): three hosts in a row.
#   client $LAB_NET.1.2 -- $LAB_NET.1.1 firewall $LAB_NET.2.1 -- $LAB_NET.2.2 server, which also is $LAB_NET.3.0/24
# They are named network namespaces, but the names live on a /run that only this lab sees.

on() { ip netns exec "$@"; }

# sysctl_on HOST NAME VALUE: net.ipv4.NAME of that host alone; one with a slash is below net.
sysctl_on() {
  local path=$2
  [[ $path == */* ]] || path=ipv4/$path
  on "$1" sh -c 'printf %s "$1" >"/proc/sys/net/$0"' "$path" "$3"
}

build_network() {
  local host
  for host in client firewall server; do
    ip netns add "$host"
    ip -n "$host" link set lo up
  done
  join_hosts client $LAB_NET.1.2 firewall $LAB_NET.1.1
  join_hosts server $LAB_NET.2.2 firewall $LAB_NET.2.1
  ip -n client route add default via $LAB_NET.1.1
  ip -n server route add default via $LAB_NET.2.1
  ip -n server route add local $LAB_NET.3.0/24 dev lo
  ip -n firewall route add $LAB_NET.3.0/24 via $LAB_NET.2.2
  sysctl_on firewall ip_forward 1
  sysctl_on firewall icmp_ratelimit 0
}

# join_hosts HOST ADDRESS FIREWALL ADDRESS: an interface named "lan" on the host's side.
join_hosts() {
  ip link add lan netns "$1" type veth peer name "$1" netns "$3"
  ip -n "$1" addr add "$2/24" dev lan
  ip -n "$3" addr add "$4/24" dev "$1"
  ip -n "$1" link set lan up
  ip -n "$3" link set "$1" up
}

# The client hears so many milliseconds late: delay_link MILLISECONDS. In the place of its link.
delay_link() {
  ip -n client link del lan
  python3 scripts/lab.d/delayed-link.py "$1" >"$OUT/link.txt" 2>&1 &
  await 10 $! "$OUT/link.txt" ready
  ip link set lan netns client
  ip link set client netns firewall
  ip -n client addr add $LAB_NET.1.2/24 dev lan
  ip -n firewall addr add $LAB_NET.1.1/24 dev client
  ip -n client link set lan up
  ip -n firewall link set client up
  ip -n client route add default via $LAB_NET.1.1
}

# Client and neighbour leave by one router, which gives both its address and one of so many ports:
# share_address PORTS. In the place of the client's link. A closed connection's port is free at once.
share_address() {
  local host
  ip -n client link del lan
  for host in neighbour router; do
    ip netns add $host
    ip -n $host link set lo up
  done
  join_hosts client $LAB_NET.1.2 router $LAB_NET.1.1
  join_hosts neighbour $LAB_NET.4.2 router $LAB_NET.4.1
  join_hosts router $LAB_NET.5.2 firewall $LAB_NET.5.1
  ip -n client route add default via $LAB_NET.1.1
  ip -n neighbour route add default via $LAB_NET.4.1
  ip -n router route add default via $LAB_NET.5.1
  sysctl_on router ip_forward 1
  on router nft -f - <<RULES
table ip nat {
  chain postrouting {
    type nat hook postrouting priority 100;
    oifname lan meta l4proto tcp snat to $LAB_NET.5.2:50000-$((49999 + $1))
  }
}
RULES
  local timer
  for timer in time_wait close close_wait last_ack fin_wait; do
    sysctl_on router netfilter/nf_conntrack_tcp_timeout_$timer 1
  done
}
