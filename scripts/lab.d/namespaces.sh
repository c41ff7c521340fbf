# shellcheck shell=bash
# Sourced by scripts/lab: namespaces of the lab's own, with or without root.

# A process namespace ends with its first process, so nothing that a lab started outlives it.
UNSHARE=(unshare --net --mount --propagation private --pid --fork --kill-child --mount-proc)
# Not mapped to root: as root, tcpdump insists on changing its groups, which only real root may do.
[ "$(id -u)" = 0 ] || UNSHARE+=(--user --map-current-user --keep-caps)

INSIDE=()

check_tools() {
  local tool missing=()
  declare -A package=([ip]=iproute2 [nft]=nftables [tcpdump]=tcpdump [unshare]=util-linux)
  for tool in ip nft tcpdump unshare; do
    PATH=$PATH:/usr/sbin:/sbin command -v "$tool" >/dev/null || missing+=("${package[$tool]}")
  done
  [ ${#missing[@]} = 0 ] || die "missing tools; on Debian and Ubuntu: apt-get install ${missing[*]}" 3
  PATH=$PATH:/usr/sbin:/sbin
}

can_make_namespaces() {
  "${UNSHARE[@]}" sh -c 'mount -t tmpfs none /run && mkdir /run/netns && ip netns add x &&
      ip netns exec x nft list ruleset' >/dev/null 2>&1
}

check_namespaces() {
  can_make_namespaces && return
  die "this machine does not permit network namespaces here; run it as root, or allow
unprivileged user namespaces (sysctl user.max_user_namespaces, kernel.unprivileged_userns_clone,
kernel.apparmor_restrict_unprivileged_userns; in a container also its seccomp profile)" 3
}

# in_namespaces LOG COMMAND...: in the background.
in_namespaces() {
  local log=$1
  shift
  "${UNSHARE[@]}" "$@" >"$log" 2>&1 &
  INSIDE+=($!)
}

# The kernel ends what runs inside with the process that we end here.
end_namespaces() {
  local pid
  for pid in "${INSIDE[@]}"; do
    kill -KILL "$pid" 2>/dev/null || true
  done
}
