-- bad
DELETE FROM flyway_schema_history WHERE NOT success;
