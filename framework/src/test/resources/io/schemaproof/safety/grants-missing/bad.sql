-- bad, where the application's role reads all the others
CREATE TABLE refunds (id bigint PRIMARY KEY);
