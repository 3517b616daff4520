package io.schemaproof.database;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs a tool so that it does not outlive this JVM: a shell beside it reads from a pipe whose other end only the JVM has, and which the kernel closes with it, also after
 * {@code kill -9}. Then it ends the tool's group of processes, with those that have lost their parent.
 */
final class ToolShell {

    /** Where there is no setsid, the children are looked for, and those that have lost their parent are not found. */
    private static final String SCRIPT = """
            exec 3<&0 </dev/null
            if command -v setsid >/dev/null 2>&1; then
              setsid "$@" 3<&- &
              group=yes
            else
              "$@" 3<&- &
              group=
            fi
            tool=$!
            end() {
              for child in $(ps -A -o pid= -o ppid= 2>/dev/null | while read -r pid ppid; do [ "$ppid" = "$1" ] && echo "$pid"; done); do
                end "$child"
              done
              kill -9 "$1" 2>/dev/null
            }
            (
              while read -r _ <&3; do :; done
              if [ -n "$group" ]; then kill -9 -"$tool" 2>/dev/null; else end "$tool"; fi
            ) >/dev/null 2>&1 &
            watch=$!
            exec 3<&- 2>/dev/null
            wait "$tool"
            status=$?
            kill -9 "$watch" 2>/dev/null
            exit "$status"
            """;

    private static final long PATIENCE_SECONDS = 5;

    private ToolShell() {}

    /** Whether there is a shell; on Windows a killed JVM leaves its tools. */
    static boolean isThere() {
        return File.separatorChar == '/';
    }

    /** Let the shell end the tool, which knows those that have lost their parent, too. */
    static void end(Process process) {
        try {
            process.getOutputStream().close();
            // Whoever is interrupted does not leave a tool behind either, so this waiting is not.
            Process unused = process.onExit()
                    .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .exceptionally(tooSlow -> process)
                    .join();
        } catch (IOException e) {
            // It is ended from here, as far as it is known.
            return;
        }
    }

    /** The command to start instead, with a pipe for its standard input; the tool's is empty. */
    static List<String> around(List<String> command) {
        List<String> watched = new ArrayList<>(List.of("sh", "-c", SCRIPT, "schemaproof-tool"));
        watched.addAll(command);
        return watched;
    }
}
