-- A migration may look at what its tool has applied.
CREATE VIEW applied AS SELECT version FROM flyway_schema_history;
