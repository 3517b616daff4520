CREATE SCHEMA app;
CREATE TABLE app.orders (id bigint PRIMARY KEY);
