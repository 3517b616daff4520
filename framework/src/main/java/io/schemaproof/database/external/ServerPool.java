package io.schemaproof.database.external;

import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.ServerAddress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several servers of somebody else, of one version. Each run takes a seat on the one on which the fewest are: seats are advisory
 * locks, which the server gives back when a run is gone, however that went.
 */
final class ServerPool {

    private static final Logger LOG = LoggerFactory.getLogger(ServerPool.class);
    private static final Map<List<ServerAddress>, ServerPool> POOLS = new ConcurrentHashMap<>();

    /** The first of two numbers of a lock; the second is the seat. Those of runs are one number. */
    private static final int LOCKS = 1_701_606_752;

    /** More runs than connections that a server has. */
    private static final int MOST = 10_000;

    private static final String TAKE = "SELECT pg_catalog.pg_try_advisory_lock(?, ?)";

    private final List<PoolMember> members;

    private ServerPool(List<PoolMember> members) {
        this.members = members;
    }

    /**
     * Look who is there; once for each JVM.
     *
     * @throws DatabaseException if nobody is, one cannot be used, or they are of different versions
     */
    static ServerPool of(List<ServerAddress> addresses) {
        return POOLS.computeIfAbsent(
                addresses,
                all -> new ServerPool(
                        usable(all.parallelStream().map(PoolMember::ask).toList())));
    }

    static List<PoolMember> usable(List<PoolMember> asked) {
        List<PoolMember> usable =
                asked.stream().filter(member -> member.version().isPresent()).toList();
        String missing = asked.stream()
                .filter(member -> member.version().isEmpty())
                .map(member -> "\n  " + member.address() + ": " + member.failure())
                .collect(Collectors.joining());
        if (usable.isEmpty()) {
            throw new DatabaseException("None of the " + asked.size() + " servers of " + ConfigurationParameters.SERVERS
                    + " (--servers) answers:" + missing);
        }
        if (usable.stream().map(PoolMember::version).distinct().count() > 1) {
            throw new DatabaseException("The servers of " + ConfigurationParameters.SERVERS
                    + " (--servers) are of different versions, so that what is said would hang on which one is free:"
                    + usable.stream()
                            .map(member -> "\n  " + member.address() + ": PostgreSQL "
                                    + member.version().orElseThrow())
                            .collect(Collectors.joining())
                    + "\nName servers of one version.");
        }
        if (!missing.isEmpty()) {
            LOG.warn(
                    "{} of the {} servers of {} do not answer, and the others are used:{}",
                    asked.size() - usable.size(),
                    asked.size(),
                    ConfigurationParameters.SERVERS,
                    missing);
        }
        return usable;
    }

    /**
     * Take a seat on the server on which the fewest are; of several the first that is named.
     *
     * @throws DatabaseException if no server answers any more
     */
    PoolSeat take() {
        Map<PoolMember, Connection> sessions = new LinkedHashMap<>();
        Optional<PoolMember> taken = Optional.empty();
        try {
            for (int seat = 0; seat < MOST && taken.isEmpty(); seat++) {
                taken = take(seat, sessions);
            }
            PoolMember member = taken.orElseThrow(() -> new DatabaseException("None of the servers of "
                    + ConfigurationParameters.SERVERS + " (--servers) answers any more: "
                    + members.stream().map(each -> each.address().toString()).collect(Collectors.joining(", "))));
            return new PoolSeat(member.address(), Objects.requireNonNull(sessions.get(member)));
        } finally {
            Optional<PoolMember> kept = taken;
            List<Connection> others = new ArrayList<>();
            sessions.forEach((member, session) -> {
                if (kept.filter(member::equals).isEmpty()) {
                    others.add(session);
                }
            });
            close(others);
        }
    }

    /** Empty if the seat is taken on all of them, or none answers. */
    private Optional<PoolMember> take(int seat, Map<PoolMember, Connection> sessions) {
        for (PoolMember member : members) {
            if (seat == 0) {
                member.session().ifPresent(session -> sessions.put(member, session));
            }
            Connection session = sessions.get(member);
            if (session != null && take(session, seat)) {
                LOG.info("Taking the server {} of {}, seat {}", member.address(), members.size(), seat + 1);
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    private static boolean take(Connection session, int seat) {
        try (Statement lasting = session.createStatement();
                PreparedStatement statement = session.prepareStatement(TAKE)) {
            if (seat == 0) {
                lasting.execute("SET idle_session_timeout = 0; SET statement_timeout = 0");
            }
            statement.setInt(1, LOCKS);
            statement.setInt(2, seat);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            return false;
        }
    }

    private static void close(List<Connection> sessions) {
        for (Connection session : sessions) {
            try {
                session.close();
            } catch (SQLException e) {
                LOG.debug("A session was lost: {}", e.getMessage());
            }
        }
    }
}
