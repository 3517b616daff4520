CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version text, description text, success boolean NOT NULL);
INSERT INTO flyway_schema_history VALUES (1, '1', 'orders', true), (2, '2', 'index', false);
