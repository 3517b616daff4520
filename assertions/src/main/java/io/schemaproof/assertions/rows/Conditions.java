package io.schemaproof.assertions.rows;

import org.jooq.Condition;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;

/** Write jOOQ's conditions as SQL with their values in it. */
final class Conditions {

    private Conditions() {}

    /** By setters, because overloads of others draw in JAXB's annotations, which jOOQ leaves optional. */
    static String sql(Condition condition) {
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.setSQLDialect(SQLDialect.POSTGRES);
        return configuration.dsl().renderInlined(condition);
    }
}
