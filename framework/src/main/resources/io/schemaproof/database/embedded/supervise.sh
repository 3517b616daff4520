# Runs a server for as long as somebody holds the other end of standard input open, and removes its folder afterwards.
# A killed JVM cannot clean up, but the kernel closes its pipes.
# usage: supervise.sh FOLDER COMMAND...
folder=$1
shift
trap '' HUP INT TERM
exec 3<&0 </dev/null

# The parent of the server: only a parent learns how it ended. "exit" appears in one step, for whoever looks at it.
(
  trap - TERM
  trap '' HUP INT
  exec 3<&-
  "$@" >>"$folder/server.log" 2>&1 &
  server=$!
  echo "$server" >"$folder/pid"
  # A signal interrupts the waiting; the server may still be there.
  trap 'kill -TERM "$server" 2>/dev/null' TERM
  wait "$server"
  status=$?
  while kill -0 "$server" 2>/dev/null; do
    wait "$server"
    status=$?
  done
  echo "$status" >"$folder/exit.new"
  mv "$folder/exit.new" "$folder/exit"
) &
parent=$!

while read -r _ <&3; do :; done

if [ ! -e "$folder/exit" ]; then
  # Immediate shutdown; before the server has written its file it may not know the signal yet, but everything knows TERM.
  postmaster=$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null)
  if [ -n "$postmaster" ]; then
    kill -QUIT "$postmaster" 2>/dev/null
  else
    kill -TERM "$parent" 2>/dev/null
  fi
fi
wait "$parent"

# A server that was killed leaves its shared memory segment.
if [ -e "$folder/data/postmaster.pid" ]; then
  segment=$(sed -n '7s/^.* //p' "$folder/data/postmaster.pid")
  [ -z "$segment" ] || ipcrm -m "$segment" 2>/dev/null
fi
rm -rf "$folder"
