-- good: a table of values, which an application reads when it begins
CREATE TABLE deliveries (name text PRIMARY KEY);
