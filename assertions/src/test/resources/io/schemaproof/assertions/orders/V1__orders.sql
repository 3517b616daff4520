CREATE TYPE state AS ENUM ('new', 'paid');
CREATE TABLE customers (
    id int PRIMARY KEY,
    name varchar(50) NOT NULL UNIQUE);
CREATE TABLE orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id int NOT NULL REFERENCES customers (id) ON DELETE CASCADE,
    state state NOT NULL DEFAULT 'new',
    total numeric CONSTRAINT total_positive CHECK (total >= 0));
CREATE INDEX orders_customer ON orders (customer_id);
CREATE VIEW open_orders AS SELECT id FROM orders WHERE state = 'new';
