-- good
CREATE TABLE refunds (id bigint PRIMARY KEY);
GRANT SELECT, INSERT, UPDATE, DELETE ON refunds TO shop;
