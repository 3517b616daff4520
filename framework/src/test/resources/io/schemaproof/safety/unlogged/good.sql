-- good: once the rows are in
CREATE UNLOGGED TABLE imported (id bigint PRIMARY KEY);
INSERT INTO imported SELECT id FROM orders;
ALTER TABLE imported SET LOGGED;
