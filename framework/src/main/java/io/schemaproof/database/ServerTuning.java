package io.schemaproof.database;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of a server whose data need not survive it.
 *
 * @since 0.1
 */
public final class ServerTuning {

    private ServerTuning() {}

    /**
     * Return names and values for {@code postgresql.conf} or {@code -c}, in a fixed order. All exist in 14 to 18.
     *
     * @param maxWalSizeMegabytes what the write-ahead log may take of the file system, in MB
     */
    public static Map<String, String> settings(long maxWalSizeMegabytes) {
        Map<String, String> settings = new LinkedHashMap<>();
        // Nobody restarts these servers after a power failure.
        settings.put("fsync", "off");
        // A commit that is flushed at once costs a write to memory here, and VACUUM may then mark its pages as visible
        // to all.
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "off");
        // One that recovers has emptied its unlogged tables: whoever asks it next hears that it is gone, every time.
        settings.put("restart_after_crash", "off");
        // The least log; publications and disabled subscriptions can still be created.
        settings.put("wal_level", "minimal");
        settings.put("max_wal_senders", "0");
        settings.put("min_wal_size", "32MB");
        settings.put("max_wal_size", maxWalSizeMegabytes + "MB");
        settings.put("checkpoint_timeout", "1h");
        settings.put("log_checkpoints", "off");
        // Statistics change when a test says so, never meanwhile.
        settings.put("autovacuum", "off");
        settings.put("jit", "off");
        settings.put("max_connections", "200");
        // A schema of thousands of tables is dropped in one transaction.
        settings.put("max_locks_per_transaction", "256");
        settings.put("shared_buffers", "128MB");
        // In the data directory, so that a killed server leaves nothing in /dev/shm (64 MB in a container).
        settings.put("dynamic_shared_memory_type", "mmap");
        settings.put("timezone", "UTC");
        settings.put("log_timezone", "UTC");
        settings.put("lc_messages", "C");
        settings.put("log_line_prefix", "%m [%p] %d ");
        return settings;
    }
}
