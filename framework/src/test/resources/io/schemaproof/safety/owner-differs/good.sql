-- good
CREATE TABLE refunds (id bigint PRIMARY KEY);
ALTER TABLE refunds OWNER TO shop_owner;
