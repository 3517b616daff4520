package io.schemaproof.data.rows;

import java.util.Map;

/**
 * One visit to a table.
 *
 * @param total rows it shall have afterwards
 * @param modes by the foreign key's name
 */
record FillStep(TargetTable table, long total, Map<String, ParentMode> modes) {}
