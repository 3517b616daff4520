package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.ServerTables;
import io.schemaproof.assertions.core.Sql;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Let a role try to do something to all rows of a table.
 *
 * @param failure why it can, or why nobody can say; empty if it cannot
 */
record RoleTrial(Optional<Failure> failure) {

    static RoleTrial select(RoleSession session, String table) {
        Table target = Table.of(session, table);
        if (target.columns("SELECT").isEmpty()) {
            return target.refused();
        }
        Attempt attempt = target.attempt("SELECT FROM " + target.name() + " LIMIT 1");
        if (!attempt.isDenied() && attempt.refusal().isPresent()) {
            return target.unclear("select", attempt);
        }
        return attempt.changed() > 0 ? target.can("select", "it sees rows") : target.silent("select", attempt);
    }

    static RoleTrial insert(RoleSession session, String table) {
        Table target = Table.of(session, table);
        if (target.columns("INSERT").isEmpty()) {
            return target.refused();
        }
        Facts facts = target.facts("""
                SELECT pg_catalog.row_security_active(c.oid) AS active, EXISTS (
                  SELECT FROM pg_catalog.pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive AND p.polcmd IN ('a', '*')
                    AND EXISTS (SELECT FROM unnest(p.polroles) r(oid) WHERE r.oid = 0
                                OR pg_catalog.pg_has_role(current_user, r.oid, 'USAGE'))) AS allowed
                FROM pg_catalog.pg_class c WHERE c.oid = CAST(? AS oid)""");
        return facts.is("active") && !facts.is("allowed")
                ? target.refused()
                : target.can(
                        "insert",
                        facts.is("active")
                                ? "a policy lets rows in; say rejects(\"INSERT …\") for those it must not"
                                : "it has the privilege and no policy holds for it");
    }

    static RoleTrial delete(RoleSession session, String table) {
        Table target = Table.of(session, table);
        return target.judge("delete", List.of("DELETE FROM " + target.name()));
    }

    static RoleTrial update(RoleSession session, String table) {
        Table target = Table.of(session, table);
        List<String> readable = target.columns("SELECT");
        List<String> statements = target.columns("UPDATE").stream()
                .flatMap(column -> readable.contains(column)
                        ? java.util.stream.Stream.of(column + " = NULL", column + " = " + column)
                        : java.util.stream.Stream.of(column + " = NULL"))
                .map(change -> "UPDATE " + target.name() + " SET " + change)
                .toList();
        if (statements.isEmpty()) {
            return target.refused();
        }
        RoleTrial trial = target.judge("update", statements);
        return trial.failure().isPresent()
                ? trial
                : ReachedRows.why(session, statements, target.oid())
                        .map(target::reached)
                        .orElse(trial);
    }

    /** The table that is tried, by its full name. */
    private record Table(RoleSession session, String name) {

        static Table of(RoleSession session, String table) {
            // Looked up by whoever connected: the role may not even see the schema.
            ServerTables tables = new ServerTables(new Sql(session.schema().dataSource()));
            return new Table(
                    session,
                    tables.table(table)
                            .map(relation -> Names.sql(List.of(relation.schema(), relation.name())))
                            .orElseThrow(() -> tables.noTable(table).error("as role " + session.role(), "")));
        }

        Attempt attempt(String sql, @Nullable Object... binds) {
            return Attempt.of(session.dataSource(), sql, binds);
        }

        Facts facts(String query) {
            return Facts.of(session.dataSource(), query, oid());
        }

        private String oid() {
            return String.valueOf(
                    new Sql(session.schema().dataSource()).value("SELECT pg_catalog.to_regclass(?)::oid::text", name));
        }

        /** The columns on which the role has a privilege, quoted; without those that only the server writes. */
        List<String> columns(String privilege) {
            return new Sql(session.schema().dataSource())
                    .column("""
                    SELECT quote_ident(a.attname) FROM pg_catalog.pg_attribute a
                    WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped
                      AND pg_catalog.has_schema_privilege(CAST(? AS name),
                            (SELECT relnamespace FROM pg_catalog.pg_class WHERE oid = a.attrelid), 'USAGE')
                      AND pg_catalog.has_column_privilege(CAST(? AS name), a.attrelid, a.attnum, CAST(? AS text))
                      AND (CAST(? AS text) <> 'UPDATE' OR (a.attgenerated = '' AND a.attidentity <> 'a'))
                    ORDER BY a.attnum""", name, session.role(), session.role(), privilege, privilege);
        }

        /** One statement that gets through is enough to say that it can. */
        RoleTrial judge(String verb, List<String> statements) {
            Attempt last = new Attempt(0, Optional.empty());
            for (String statement : statements) {
                last = Attempt.ofWrite(session.dataSource(), statement);
                // A violated constraint means that privileges and policies had let the row through.
                if (last.changed() > 0 || last.state().startsWith("23")) {
                    return can(
                            verb,
                            last.changed() > 0
                                    ? last.changed() + " rows by " + statement
                                    : "only a constraint stopped " + statement + ": " + last.words());
                }
                if (last.refusal().isPresent() && !last.isDenied()) {
                    return unclear(verb, last);
                }
            }
            return silent(verb, last);
        }

        RoleTrial refused() {
            return new RoleTrial(Optional.empty());
        }

        /** Where no row was touched, that says something only if there are rows. */
        RoleTrial silent(String verb, Attempt attempt) {
            if (attempt.isDenied() || hasRows()) {
                return refused();
            }
            return new RoleTrial(Optional.of(
                    failure(verb).butWas("rows that it cannot " + verb, "no row in the table: nothing was checked")));
        }

        RoleTrial can(String verb, String how) {
            return new RoleTrial(Optional.of(failure(verb).butWas("cannot " + verb, "it can: " + how)));
        }

        RoleTrial unclear(String verb, Attempt attempt) {
            return new RoleTrial(Optional.of(failure(verb)
                    .butWas("refused by a privilege or a policy", "refused for another reason")
                    .line(attempt.words())));
        }

        RoleTrial reached(String stopped) {
            return new RoleTrial(Optional.of(failure("update")
                    .butWas("refused by a privilege, or rows that it does not reach", "rows reached: " + stopped)
                    .line("Another value might pass. Say rejects(\"UPDATE …\") for those that must not.")));
        }

        private Failure failure(String verb) {
            return Failure.expected("the role not to be able to " + verb.toLowerCase(Locale.ROOT) + " rows of "
                    + name.replace("\"", ""));
        }

        private boolean hasRows() {
            return !new Sql(session.schema().dataSource())
                    .rows("SELECT FROM " + name + " LIMIT 1")
                    .isEmpty();
        }
    }
}
