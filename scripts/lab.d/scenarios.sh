# shellcheck shell=bash
# Sourced by scripts/lab and by scenario.sh: what the lab can play, in the order of the table.
#
# Each is a line of "scenario NAME SECONDS STORY" and a function. SECONDS is about what it takes. In a
# function, "must" says what the truth has to show, so that a scenario in which nothing happened fails.

SCENARIOS=()
declare -A SECONDS_OF STORY_OF

scenario() {
  SCENARIOS+=("$1")
  SECONDS_OF[$1]=$2
  STORY_OF[$1]=$3
}

NATURAL_PORTS="40000 41023"
SERVICE=$LAB_NET.2.2:5000

scenario exact 12 "one source port, 90 addresses, then 10 of them again: exactly 10 of 100 fail"
play_exact() {
  firewall_on 60 drop
  sysctl_on client ip_local_port_range "40000 40001"
  start_server --close server
  client --addresses $LAB_NET.3.1-$LAB_NET.3.90 --port 5000 --connects 100 --connect-timeout 500
  must connects=100 failedEarlyReuses=10 failures=10 blocked=10 unknownCauses=10
}

scenario natural-drop 25 "24 connects/s from 1,024 ports; sessions linger 5 s; SYNs on them are dropped"
play_natural_drop() {
  firewall_on 5 drop
  natural_load
  must 'failedEarlyReuses>5' lifetimes=1 'wrongCauses<3' 'unknownCauses<6'
}

scenario natural-reset 25 "the same, but the firewall answers with a reset"
play_natural_reset() {
  firewall_on 5 reset
  natural_load
  must 'failedEarlyReuses>5' lifetimes=1 'wrongCauses<3' 'unknownCauses<6'
}

scenario icmp-reject 25 "the same, but the firewall rejects by ICMP host unreachable"
play_icmp_reject() {
  firewall_on 5 reject
  natural_load
  must 'failedEarlyReuses>5' lifetimes=1 'wrongCauses<3' 'unknownCauses<6'
}

scenario tw-reuse 20 "the client closes first; tcp_tw_reuse=1 takes ports out of TIME_WAIT after 1 s"
play_tw_reuse() {
  firewall_on 5 drop
  sysctl_on client ip_local_port_range "40000 40255"
  sysctl_on client tcp_tw_reuse 1
  start_server --close client
  client --close client --to $SERVICE --connects 450 --rate 30 --threads 64 --connect-timeout 1500
  must 'failedEarlyReuses>5' lifetimes=1 'wrongCauses<3' 'unknownCauses<10'
}

scenario hot-ports 25 "a reserved block in the range: the ports after it are used again and again"
play_hot_ports() {
  firewall_on 5 drop
  sysctl_on client ip_local_reserved_ports 40100-40899
  natural_load
  must 'failedEarlyReuses>5' lifetimes=1 'mostUsesOfAPort>6' 'wrongCauses<6' 'unknownCauses<10'
}

scenario exhaustion 10 "the client closes first; 64 ports in TIME_WAIT, and no more to have"
play_exhaustion() {
  firewall_on 5 drop
  sysctl_on client ip_local_port_range "40000 40063"
  start_server --close client
  client --close client --to $SERVICE --connects 200 --rate 40 --threads 8 --connect-timeout 1500
  must connects=64 earlyReuses=0 portExhaustion=136
}

scenario loss-firewall 25 "lingering sessions, and 30 % of the SYNs are lost behind the firewall"
play_loss_firewall() {
  firewall_on 5 drop
  lose_syns 30
  natural_load
  # One connect in eleven loses both its SYNs: a blocked one would have failed anyway with nearly the
  # one chance in ten that a name may be wrong. So some runs name all of them, and some name none.
  must 'failedEarlyReuses>5' 'failuresNotBlocked>5' 'wrongCauses<8'
}

scenario loss 25 "no firewall; 30 % of the SYNs are lost"
play_loss() {
  lose_syns 30
  natural_load "40000 40255"
  must 'failures>10' 'earlyReuses>20' blocked=0 'wrongCauses=0'
}

scenario server-down 30 "lingering sessions; the server's host is down for 4 s"
play_server_down() {
  firewall_on 5 drop
  sysctl_on client ip_local_port_range "$NATURAL_PORTS"
  start_server --close server
  start_client 1 --to $SERVICE --connects 600 --rate 24 --threads 200 --connect-timeout 1500
  when_connects_reach 200
  server_host_down
  when_connects_reach 300
  server_host_up
  wait_for_clients
  must 'failures>60' 'failuresNotBlocked>40' 'wrongCauses<6' 'unknownCauses<30'
}

scenario accept-queue 25 "no lingering; the server's process stops accepting for a while, its queue is full"
play_accept_queue() {
  sysctl_on client ip_local_port_range "$NATURAL_PORTS"
  sysctl_on server core/somaxconn 4
  start_server --close server
  start_client 1 --to $SERVICE --connects 400 --rate 20 --threads 200 --connect-timeout 1500
  when_connects_reach 100
  kill -STOP "$SERVER"
  when_connects_reach 160
  kill -CONT "$SERVER"
  wait_for_clients
  must 'failures>10' blocked=0 'wrongCauses=0'
}

scenario refusing 12 "nobody listens on the port: every connect is refused, by the server"
play_refusing() {
  firewall_on 5 drop
  sysctl_on client ip_local_port_range "$NATURAL_PORTS"
  client --to $SERVICE --connects 200 --rate 40 --threads 8 --connect-timeout 1500
  must connects=200 failures=200 failedEarlyReuses=0 wrongCauses=0
}

scenario no-firewall 15 "no firewall; 600 connects/s from 512 ports: nearly all early reuses, none fails"
play_no_firewall() {
  sysctl_on client ip_local_port_range "40000 40511"
  start_server --close server
  client --to $SERVICE --connects 6000 --rate 600 --threads 8 --connect-timeout 1500
  must 'earlyReuses>5000' failures=0
}

scenario lifetime-12s 65 "16 connects/s for 50 s; sessions linger 12 s; SYNs on them are dropped"
play_lifetime_12s() {
  firewall_on 12 drop
  natural_load "$NATURAL_PORTS" 800 16
  must 'blocked>30' lifetimes=1 'wrongCauses<6' 'unknownCauses<16'
}

scenario lifetime-20s 85 "12 connects/s for 70 s; sessions linger 20 s; SYNs on them are answered with a reset"
play_lifetime_20s() {
  firewall_on 20 reset
  natural_load "$NATURAL_PORTS" 840 12
  must 'blocked>30' lifetimes=1 'wrongCauses<6' 'unknownCauses<16'
}

scenario long-lifetime 80 "the client closes first; sessions linger 90 s, TIME_WAIT protects only 60 s"
play_long_lifetime() {
  firewall_on 90 drop
  sysctl_on client ip_local_port_range "40000 40063"
  start_server --close client
  client --close client --to $SERVICE --connects 76 --rate 1 --threads 16 --connect-timeout 1500
  must 'failedEarlyReuses>3'
}

scenario several-jvms 25 "three JVMs in one namespace use each other's ports again"
play_several_jvms() {
  firewall_on 5 drop
  sysctl_on client ip_local_port_range "$NATURAL_PORTS"
  start_server --close server
  local jvm
  for jvm in 1 2 3; do
    start_client $jvm --to $SERVICE --connects 160 --rate 8 --threads 32 --connect-timeout 1500
  done
  wait_for_clients
  must 'failedEarlyReuses>5' lifetimes=1 'wrongCauses<3' 'unknownCauses<6'
}

scenario pool 15 "the same requests over 8 connections that stay open: no reuse, no trouble"
play_pool() {
  firewall_on 5 drop
  sysctl_on client ip_local_port_range "$NATURAL_PORTS"
  start_server --close client
  client --close client --to $SERVICE --connects 8 --threads 8 --requests 60 --pause 200
  must connects=8 failures=0 earlyReuses=0
}

# natural_load [PORTS [CONNECTS RATE]]: 480 connects in 20 s, the server closing first, as most
# scenarios use it.
natural_load() {
  sysctl_on client ip_local_port_range "${1:-$NATURAL_PORTS}"
  start_server --close server
  client --to $SERVICE --connects "${2:-480}" --rate "${3:-24}" --threads 64 --connect-timeout 1500
}
