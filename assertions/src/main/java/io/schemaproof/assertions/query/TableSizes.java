package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.Relation;
import java.util.List;

/** Ask the server how large a table is, with all its partitions if it is one of them. */
record TableSizes(Sql sql) {

    private static final int PAGE = 8192;

    long pages(Relation relation) {
        String name = Names.sql(List.of(relation.schema(), relation.name()));
        return sql.number("""
                SELECT coalesce((SELECT sum(pg_catalog.pg_relation_size(t.relid))
                                 FROM pg_catalog.pg_partition_tree(pg_catalog.pg_partition_root(pg_catalog.to_regclass(?))) t
                                 WHERE t.isleaf),
                                pg_catalog.pg_relation_size(pg_catalog.to_regclass(?)))::bigint""", name, name) / PAGE;
    }
}
