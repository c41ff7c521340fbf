# shellcheck shell=bash
# Sourced by jdk-matrix: JDKs that the system's packages do not have, from Debian's unstable suite,
# which needs a C library of its own. Each gets a folder that looks like a JAVA_HOME.

readonly SUPPORTED="8 11 17 21 25 27"
readonly JDKS=${TUPLEWATCH_JDK_FOLDER:-${XDG_CACHE_HOME:-$HOME/.cache}/tuplewatch/jdks}
readonly ROOT=$JDKS/debian

# Those of the supported versions that /usr/lib/jvm does not have.
missing_versions() {
  local version
  for version in $SUPPORTED; do
    compgen -G "/usr/lib/jvm/*-${version}[-.]*/bin/java" > /dev/null || echo "$version"
  done
}

# fetch_jdks VERSION...: prints one home per version.
fetch_jdks() {
  local version
  mkdir -p "$JDKS/bin"
  write_enter "$JDKS/bin/enter"
  for version in "$@"; do
    case " $SUPPORTED " in
      *" $version "*) ;;
      *) echo "jdk-matrix: no JDK $version; supported: $SUPPORTED" >&2; return 2 ;;
    esac
    [ -x "$JDKS/$version/bin/java" ] || fetch_jdk "$version" >&2 || return 2
    echo "$JDKS/$version"
  done
}

fetch_jdk() {
  if [ "$(id -u)" != 0 ]; then
    echo "jdk-matrix: fetching a JDK needs root" >&2
    return 2
  fi
  command -v debootstrap || apt-get install -y -q debootstrap || return 2
  if [ ! -e "$ROOT/complete" ]; then
    mkdir -p "$ROOT"
    debootstrap --variant=minbase sid "$ROOT" || return 2
    touch "$ROOT/complete"
  fi
  "$JDKS/bin/enter" apt-get install -y -q --no-install-recommends "openjdk-$1-jdk-headless" ||
    return 2
  write_home "$1"
}

# enter COMMAND...: runs it in that Debian, which sees this machine's processes, devices, temporary
# files and checkout. The mounts are the command's own and gone with it, so that nobody who deletes
# the folder deletes what is mounted there.
write_enter() {
  cat > "$1" << END
#!/bin/sh
exec unshare --mount --propagation private sh -eu -c '
  for folder in /proc /dev /sys /tmp "$PWD"; do
    mkdir -p "$ROOT\$folder"
    mount --rbind "\$folder" "$ROOT\$folder"
  done
  exec chroot "$ROOT" "\$@"' enter "\$@"
END
  chmod +x "$1"
}

write_home() {
  local tool jdk
  jdk=$(cd "$ROOT" && ls -d usr/lib/jvm/java-"$1"-openjdk-* | head -1)
  mkdir -p "$JDKS/$1/bin"
  for tool in java jcmd; do
    printf '#!/bin/sh\nexec %s/bin/enter /%s/bin/%s "$@"\n' "$JDKS" "$jdk" "$tool" \
      > "$JDKS/$1/bin/$tool"
    chmod +x "$JDKS/$1/bin/$tool"
  done
}
