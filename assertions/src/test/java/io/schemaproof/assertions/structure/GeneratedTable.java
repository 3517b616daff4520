package io.schemaproof.assertions.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jooq.DataType;
import org.jooq.ForeignKey;
import org.jooq.Record;
import org.jooq.Schema;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.TableOptions;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;
import org.jooq.impl.Internal;
import org.jooq.impl.SchemaImpl;
import org.jooq.impl.TableImpl;
import org.jspecify.annotations.Nullable;

/** What jOOQ's generator would write of a table. */
final class GeneratedTable extends TableImpl<Record> {

    private static final long serialVersionUID = 1;

    private transient @Nullable UniqueKey<Record> primary;
    private final transient List<UniqueKey<Record>> unique = new ArrayList<>();
    private final transient List<ForeignKey<Record, ?>> foreign = new ArrayList<>();

    GeneratedTable(Schema schema, String name, TableOptions options) {
        super(DSL.name(name), schema, null, null, DSL.comment(""), options);
    }

    GeneratedTable(Schema schema, String name) {
        this(schema, name, TableOptions.table());
    }

    GeneratedTable column(String name, DataType<?> type) {
        createField(DSL.name(name), type, this, "");
        return this;
    }

    GeneratedTable primaryKey(String... columns) {
        primary = Internal.createUniqueKey(this, DSL.name(getName() + "_pkey"), keyFields(columns), true);
        return this;
    }

    GeneratedTable unique(String... columns) {
        unique.add(Internal.createUniqueKey(this, DSL.name(getName() + "_key"), keyFields(columns), true));
        return this;
    }

    GeneratedTable references(GeneratedTable other, String... columns) {
        UniqueKey<Record> key = other.getPrimaryKey();
        if (key == null) {
            throw new IllegalStateException(other + " has no key");
        }
        foreign.add(Internal.createForeignKey(
                this, DSL.name(getName() + "_fkey"), keyFields(columns), key, key.getFieldsArray(), true));
        return this;
    }

    @SuppressWarnings("unchecked") // The generator casts so, too: its fields are the table's.
    private TableField<Record, ?>[] keyFields(String... columns) {
        return Arrays.stream(columns)
                .map(column -> (TableField<Record, ?>) field(column))
                .toArray(TableField[]::new);
    }

    @Override
    public @Nullable UniqueKey<Record> getPrimaryKey() {
        return primary;
    }

    @Override
    public List<UniqueKey<Record>> getUniqueKeys() {
        return unique;
    }

    @Override
    public List<ForeignKey<Record, ?>> getReferences() {
        return foreign;
    }

    /** A schema that the generator would write of tables. */
    static final class Of extends SchemaImpl {

        private static final long serialVersionUID = 1;

        private final transient List<Table<?>> tables = new ArrayList<>();

        Of(String name) {
            super(DSL.name(name), null);
        }

        GeneratedTable add(GeneratedTable table) {
            tables.add(table);
            return table;
        }

        @Override
        public List<Table<?>> getTables() {
            return tables;
        }
    }
}
