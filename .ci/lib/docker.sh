# A Docker engine for the time of the run. Sourced by .ci/run and .ci/matrix.

docker_process=

docker_answers() { docker version --format '{{.Server.Version}}' >/dev/null 2>&1; }

# Start an engine unless one answers. The first set of options is what a usual machine takes; the others are for
# machines whose kernel has no overlay file system or no nftables.
docker_start() {
  if docker_answers; then
    echo "An engine runs already; it is left running."
    return 0
  fi
  mount_cgroups
  local options
  for options in "" "--storage-driver=vfs" "--iptables=false --ip6tables=false --storage-driver=vfs"; do
    echo "dockerd $options"
    rm -f /var/run/docker.pid
    # shellcheck disable=SC2086
    setsid dockerd $options >"$work/dockerd.log" 2>&1 </dev/null &
    docker_process=$!
    local try
    for try in $(seq 120); do
      if docker_answers; then
        docker info --format 'engine {{.ServerVersion}}, storage {{.Driver}}, cgroups {{.CgroupVersion}}'
        return 0
      fi
      kill -0 "$docker_process" 2>/dev/null || break
      sleep 0.5
    done
    docker_stop
    echo "The engine did not start. Its last words:"
    tail -n 25 "$work/dockerd.log"
  done
  return 1
}

# Stop the engine that docker_start started, and no other.
docker_stop() {
  [ -n "$docker_process" ] || return 0
  kill "$docker_process" 2>/dev/null || true
  local try
  for try in $(seq 60); do
    kill -0 "$docker_process" 2>/dev/null || break
    sleep 0.5
  done
  kill -KILL "$docker_process" 2>/dev/null || true
  wait "$docker_process" 2>/dev/null || true
  docker_process=
}

# A machine that was started without systemd may have no control groups mounted.
mount_cgroups() {
  mountpoint -q /sys/fs/cgroup && return 0
  mount -t tmpfs -o uid=0,gid=0,mode=0755 cgroup /sys/fs/cgroup
  local controller
  for controller in $(awk 'NR > 1 && $4 == 1 { print $1 }' /proc/cgroups); do
    mkdir -p "/sys/fs/cgroup/$controller"
    mount -t cgroup -o "$controller" cgroup "/sys/fs/cgroup/$controller" || rmdir "/sys/fs/cgroup/$controller"
  done
}
