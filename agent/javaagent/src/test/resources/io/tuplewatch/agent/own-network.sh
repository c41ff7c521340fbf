#!/bin/sh
# own-network.sh COMMAND...: runs COMMAND as root of its own user, mount and network namespace, in a
# client host with a router behind it. Needs unshare (util-linux) and ip (iproute2), no root.
#   192.0.2.0/24     client .2, router .1
#   198.51.100.0/24  the router drops it silently
#   203.0.113.0/25   the router answers "host unreachable"
#   203.0.113.128/25 the router answers "administratively prohibited"
#   10.0.0.0/8       no route on the client itself
#   172.31.0.0/24, .1.0/24, .2.0/24   prohibited, blackhole, thrown on the client itself
#   2001:db8:2::/64  the router answers "administratively prohibited", where there is IPv6
# What the router sends passes at OWN_NETWORK_RATE (as tc writes it; unset: at once), where the kernel
# has the token bucket filter.
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
  ip route add prohibit 172.31.0.0/24
  ip route add blackhole 172.31.1.0/24
  ip route add throw 172.31.2.0/24
  ip -n router addr add 192.0.2.1/24 dev router0
  ip -n router link set router0 up
  ip -n router route add blackhole 198.51.100.0/24
  ip -n router route add unreachable 203.0.113.0/25
  ip -n router route add prohibit 203.0.113.128/25
  if [ -e /proc/sys/net/ipv6/icmp ]; then
    ip -6 addr add 2001:db8:1::2/64 dev client0 nodad
    ip -6 -n router addr add 2001:db8:1::1/64 dev router0 nodad
    ip -6 route add default via 2001:db8:1::1
    ip -6 -n router route add prohibit 2001:db8:2::/64
    ip netns exec router sh -c "echo 1 > /proc/sys/net/ipv6/conf/all/forwarding"
    ip netns exec router sh -c "echo 0 > /proc/sys/net/ipv6/icmp/ratelimit"
  fi
  if [ -n "${OWN_NETWORK_RATE:-}" ]; then
    tc -n router qdisc add dev router0 root tbf rate "$OWN_NETWORK_RATE" burst 200 latency 9s || :
  fi
  ip netns exec router sh -c "echo 1 > /proc/sys/net/ipv4/ip_forward"
  ip netns exec router sh -c "echo 0 > /proc/sys/net/ipv4/icmp_ratemask"
  echo 1 > /proc/sys/net/ipv4/tcp_syn_retries
  [ ! -e /proc/sys/net/ipv4/tcp_syn_linear_timeouts ] || echo 0 > /proc/sys/net/ipv4/tcp_syn_linear_timeouts
  exec "$@"' own-network "$@"
