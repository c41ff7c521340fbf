# shellcheck shell=bash
# Sourced inside the lab's namespaces: a firewall whose sessions linger after their last packet.
# Sets of nftables are its session table; it uses no connection tracking.

# firewall_on SECONDS ACTION [TIMER [TABLE [PRIORITY]]]: keep sessions for SECONDS after the last packet; a new SYN
# on a kept one meets ACTION (drop, reset, reject, or drop-once: its retransmission passes) and restarts
# its timer, unless TIMER is "keeps". A second TABLE is a second firewall, behind the first.
firewall_on() {
  FIREWALL=$2
  FIREWALL_TIMEOUT=$1
  local tuple='ip saddr . tcp sport . ip daddr . tcp dport'
  local reverse='ip daddr . tcp dport . ip saddr . tcp sport'
  local tuple_type='ipv4_addr . inet_service . ipv4_addr . inet_service'
  on firewall nft -f - <<EOF
table ip ${4:-firewall} {
  counter passed { }
  counter blocked { }
  set sessions {
    type $tuple_type
    flags dynamic,timeout
    timeout ${1}s
    size 65536
  }
  # The sequence number tells a SYN's retransmission from a new SYN on the same four-tuple.
  set passed_syns {
    type $tuple_type . mark
    flags dynamic,timeout
    timeout 300s
    size 65536
  }
  chain forward {
    type filter hook forward priority ${5:-0}; policy drop;
    ip protocol icmp accept
    tcp flags & (fin|syn|rst|ack) == syn goto syn
    $tuple @sessions update @sessions { $tuple } accept
    $reverse @sessions update @sessions { $reverse } accept
  }
  chain syn {
    meta mark set tcp sequence
    $tuple . meta mark @passed_syns goto pass
    $tuple @sessions goto lingering
    add @passed_syns { $tuple . meta mark }
    goto pass
  }
  chain pass {
    update @sessions { $tuple }
    counter name passed accept
  }
  chain lingering {
    $([ "${3:-restarts}" = keeps ] || echo "update @sessions { $tuple }")
    counter name blocked
    ${FIREWALL_LOGS:+log prefix \"session-held \" group 1}
    $([ "$2" != drop-once ] || echo "add @passed_syns { $tuple . meta mark }")
    $(firewall_action "$2")
  }
}
EOF
}

firewall_action() {
  case $1 in
    drop | drop-once) echo "drop" ;;
    reset) echo "reject with tcp reset" ;;
    reject) echo "reject with icmp type host-unreachable" ;;
    *) die "no such firewall action: $1" ;;
  esac
}

# Lets so many SYNs a second pass, and BURST more at once: limit_syns RATE BURST.
limit_syns() {
  on firewall nft -f - <<EOF
table ip rationed {
  counter limited { }
  chain forward {
    type filter hook forward priority -10; policy accept;
    tcp flags & (fin|syn|rst|ack) == syn limit rate over $1/second burst $2 packets counter name limited drop
  }
}
EOF
}

# All connects leave by the firewall's address and one of so many ports: translate PORTS. Connection
# tracking gives the port of a closed session to the next one, so that open connections use them up.
translate() {
  on firewall nft -f - <<EOF
table ip nat {
  chain postrouting {
    type nat hook postrouting priority 100;
    meta l4proto tcp snat to $LAB_NET.2.1:50000-$((49999 + $1))
  }
}
EOF
}

# Every session of the table ends at multiples of SECONDS only: sweep SECONDS, in the background.
sweep() {
  while sleep "$1"; do on firewall nft flush set ip firewall sessions; done &
  SWEEPER=$!
}

# Loses PERCENT of the SYNs behind the firewall, on the way into the server's link.
lose_syns() {
  on server nft -f - <<EOF
table ip loss {
  chain input {
    type filter hook prerouting priority raw; policy accept;
    tcp flags & (fin|syn|rst|ack) == syn numgen random mod 100 < $1 drop
  }
}
EOF
}

# The server's host takes nothing in, as if it were switched off, until server_host_up.
server_host_down() {
  on server nft "add table ip down; add chain ip down input {
    type filter hook prerouting priority raw; policy drop; }"
}

server_host_up() { on server nft delete table ip down; }

# SYNs that the firewall has blocked so far; 0 if there is none.
blocked_syns() {
  counted firewall blocked
}

# counted TABLE COUNTER: packets; 0 if there is no such counter.
counted() {
  on firewall nft list counter ip "$1" "$2" 2>/dev/null |
    sed -n 's/.*packets \([0-9]*\).*/\1/p' | grep . || echo 0
}
