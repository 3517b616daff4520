# What the machine needs before the run and must not hold after it. Sourced by .ci/run and .ci/matrix.

# Install the packages whose command is missing. No service is started by it: the run starts its own engine.
install_packages() {
  local wanted=() entry
  for entry in dockerd:docker.io docker:docker.io debootstrap:debootstrap iptables:iptables psql:postgresql-client \
    pg_dump:postgresql-client mvn:maven chromium:chromium; do
    command -v "${entry%%:*}" >/dev/null || wanted+=("${entry#*:}")
  done
  # Debian's alembic runs on Debian's Python, whichever else comes first in PATH.
  local python
  python=$(sed -n '1s/^#!//p' "$(command -v alembic || echo /dev/null)")
  { [ -n "$python" ] && $python -c 'import alembic, psycopg2' 2>/dev/null; } || wanted+=(alembic python3-psycopg2)
  # The provider "local" takes whatever server is installed. None is started by its package, see below.
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || wanted+=(postgresql)
  if [ ${#wanted[@]} = 0 ]; then
    echo "Nothing is missing."
    return 0
  fi
  [ "$(id -u)" = 0 ] || { echo "Missing: ${wanted[*]}. Run as root, or install them first."; return 1; }
  echo "Missing: ${wanted[*]}"
  local apt="apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3"
  export DEBIAN_FRONTEND=noninteractive
  .ci/lib/retry $apt update &&
    RUNLEVEL=1 .ci/lib/retry $apt install --no-install-recommends "${wanted[@]}"
}

# find_jdk MAJOR [HOME]: print the home of a JDK of this version, or say what is missing.
find_jdk() {
  local home
  for home in "${2:-}" "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -x "$home/bin/javac" ] && grep -q "^JAVA_VERSION=\"$1[.\"]" "$home/release" 2>/dev/null; then
      echo "$home"
      return 0
    fi
  done
  echo "No JDK $1 was found; name its folder in JAVA$1_HOME." >&2
  return 1
}

postgres_processes() { pgrep -f '(^|/)postgres( |:)' | sort; }
our_folders() { find /dev/shm "${TMPDIR:-/tmp}" -maxdepth 1 -name 'schemaproof*' 2>/dev/null | sort; }
our_containers() { docker ps -aq --no-trunc --filter label=org.testcontainers=true 2>/dev/null | sort; }

# Whatever is there before the run is not of this run.
remember_what_runs() {
  postgres_processes >"$work/processes" || true
  our_folders >"$work/folders"
  our_containers >"$work/containers" || true
}

# Servers stop within moments of the JVM that owns them; give them some.
nothing_left() {
  local try left
  for try in $(seq 20); do
    left=$(
      postgres_processes | comm -13 "$work/processes" - | sed 's/^/process /'
      our_folders | comm -13 "$work/folders" - | sed 's/^/folder /'
      our_containers | comm -13 "$work/containers" - | sed 's/^/container /'
    )
    [ -n "$left" ] || { echo "No server process, folder or container is left."; return 0; }
    sleep 0.5
  done
  echo "Left over:"
  echo "$left"
  ps -ef | grep '[p]ostgres' || true
  return 1
}
