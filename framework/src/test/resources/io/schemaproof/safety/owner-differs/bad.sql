-- bad, where all the others belong to shop_owner
CREATE TABLE refunds (id bigint PRIMARY KEY);
