# Holds standard output open as long as some JVM uses a server, and for a while after; supervise.sh ends the server then.
# usage: watch.sh FOLDER SECONDS
folder=$1
limit=$2
trap '' HUP INT TERM PIPE
echo "$$" >"$folder/watcher"

in_use() {
  for user in "$folder"/users/*; do
    pid=${user##*/}
    pid=${pid%%-*}
    case $pid in
      '' | *[!0-9]*) ;;
      *) kill -0 "$pid" 2>/dev/null && return 0 ;;
    esac
  done
  return 1
}

idle=0
while [ -d "$folder" ] && [ ! -e "$folder/stop" ] && [ ! -e "$folder/exit" ]; do
  if in_use; then
    idle=0
  else
    idle=$((idle + 1))
  fi
  if [ "$idle" -gt "$limit" ]; then
    # A JVM says that it comes, and then looks whether this is still open: one of us sees the other.
    mv "$folder/open" "$folder/closed" 2>/dev/null
    in_use || break
    mv "$folder/closed" "$folder/open" 2>/dev/null
    idle=0
  fi
  sleep 1
done
