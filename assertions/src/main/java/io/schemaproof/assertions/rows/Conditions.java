package io.schemaproof.assertions.rows;

import org.jooq.Condition;
import org.jooq.SQLDialect;
import org.jooq.conf.ParamType;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/** Write jOOQ's conditions as SQL with their values in it. */
final class Conditions {

    private Conditions() {}

    static String sql(Condition condition) {
        Settings settings = new Settings().withRenderFormatted(false);
        return DSL.using(SQLDialect.POSTGRES, settings)
                .renderContext()
                .paramType(ParamType.INLINED)
                .visit(condition)
                .render();
    }
}
