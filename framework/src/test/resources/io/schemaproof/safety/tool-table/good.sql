-- good: look, and leave the rest to the tool's own command, such as flyway repair
SELECT version, description FROM flyway_schema_history WHERE NOT success;
