#!/bin/sh
# own-network.sh COMMAND...: runs COMMAND as root of its own user, mount and network namespace, in a
# client host with a router behind it. Needs unshare (util-linux) and ip (iproute2), no root.
#   192.0.2.0/24     client .2, router .1
#   198.51.100.0/24  the router drops it silently
#   203.0.113.0/25   the router answers "host unreachable"
#   203.0.113.128/25 the router answers "administratively prohibited"
#   10.0.0.0/8       no route on the client itself
exec unshare --user --map-root-user --net --mount --propagation private sh -eu -c '
  mount -t tmpfs none /run
  mkdir /run/netns
  ip link set lo up
  ip netns add router
  ip link add client0 type veth peer name router0
  ip link set router0 netns router
  ip addr add 192.0.2.2/24 dev client0
  ip link set client0 up
  ip route add default via 192.0.2.1
  ip route add unreachable 10.0.0.0/8
  ip -n router addr add 192.0.2.1/24 dev router0
  ip -n router link set router0 up
  ip -n router route add blackhole 198.51.100.0/24
  ip -n router route add unreachable 203.0.113.0/25
  ip -n router route add prohibit 203.0.113.128/25
  ip netns exec router sh -c "echo 1 > /proc/sys/net/ipv4/ip_forward"
  ip netns exec router sh -c "echo 0 > /proc/sys/net/ipv4/icmp_ratelimit"
  echo 1 > /proc/sys/net/ipv4/tcp_syn_retries
  [ ! -e /proc/sys/net/ipv4/tcp_syn_linear_timeouts ] || echo 0 > /proc/sys/net/ipv4/tcp_syn_linear_timeouts
  exec "$@"' own-network "$@"
