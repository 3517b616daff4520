package io.schemaproof.systems.products;

import io.schemaproof.suites.Only;
import io.schemaproof.suites.SelectMigrations;
import io.schemaproof.suites.VerifyConventions;

/** Without a line of code: the planner's tables keep these rules; of the foreign key without an index {@code ZeroDowntimeTest} tells. */
@SelectMigrations("classpath:io/schemaproof/fixtures/products/migrations")
@VerifyConventions(
        @Only(
                rules = {
                    "schema.no-primary-key",
                    "schema.not-snake-case",
                    "schema.foreign-key-type",
                    "schema.duplicate-index",
                    "schema.timestamp-without-time-zone"
                }))
class ProductsSuiteTest {}
