package io.schemaproof.verify.traffic;

import io.schemaproof.migration.Statement;
import io.schemaproof.query.Relation;
import io.schemaproof.trace.LockMode;
import io.schemaproof.verify.client.ClientStatement;
import io.schemaproof.verify.traffic.Identities.Known;
import io.schemaproof.verify.traffic.ServerWatch.Waiting;
import io.schemaproof.verify.traffic.TrafficLog.Wait;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which lock of the running transaction was there first behind which statement of the script. */
final class ScriptLocks {

    /** What holds a table whose rows are written, or read FOR UPDATE. */
    private static final Set<LockMode> ROW_LOCKS = EnumSet.of(LockMode.ROW_SHARE, LockMode.ROW_EXCLUSIVE);

    private final ServerWatch watch;
    private final Identities identities;
    private final int pid;
    private final Map<Long, Map<LockMode, Statement>> causes = new HashMap<>();
    private String transaction = "";

    /** @param pid of the script's session */
    ScriptLocks(ServerWatch watch, Identities identities, int pid) {
        this.watch = watch;
        this.identities = identities;
        this.pid = pid;
    }

    int pid() {
        return pid;
    }

    Identities identities() {
        return identities;
    }

    /** The relations that the script has locked; locks that were not there at the last look are the statement's. */
    Set<Long> seenBehind(Statement statement) throws SQLException {
        String now = watch.transaction(pid);
        if (!now.equals(transaction)) {
            causes.clear();
            transaction = now;
        }
        Map<Long, Set<LockMode>> held = watch.held(pid);
        held.forEach((oid, modes) -> modes.forEach(
                mode -> causes.computeIfAbsent(oid, key -> new HashMap<>()).putIfAbsent(mode, statement)));
        return held.keySet();
    }

    /** The lock for which a client waits, the strongest there is; empty if none is known. */
    Optional<Wait> cause(ClientStatement client, Waiting at) {
        return causes.entrySet().stream()
                .filter(entry -> at.isForRow() ? isOf(client.table(), entry.getKey()) : entry.getKey() == at.relation())
                .flatMap(entry -> entry.getValue().entrySet().stream())
                .filter(entry -> at.isForRow()
                        ? ROW_LOCKS.contains(entry.getKey())
                        : entry.getKey().blocksWrites())
                .max(Map.Entry.comparingByKey())
                .map(entry -> new Wait(
                        client,
                        entry.getValue(),
                        at.isForRow() ? client.table().toString() : name(at.relation()),
                        at.isForRow() ? "row" : entry.getKey().sql()));
    }

    private boolean isOf(Relation table, long oid) {
        return identities.relation(oid).map(Known::table).filter(table::equals).isPresent();
    }

    String name(long oid) {
        return identities.relation(oid).map(known -> known.name().toString()).orElse("a relation");
    }
}
