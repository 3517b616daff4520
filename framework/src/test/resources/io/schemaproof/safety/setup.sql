-- What each example begins with; ROWS stands for the number of orders.
CREATE TABLE customers (id bigint PRIMARY KEY, name text NOT NULL);
CREATE TABLE orders (
    id bigint PRIMARY KEY,
    customer_id bigint CONSTRAINT orders_customer_fkey REFERENCES customers,
    number text CONSTRAINT orders_number_key UNIQUE,
    state text NOT NULL DEFAULT 'open',
    total numeric,
    note text,
    owner name DEFAULT current_user,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE VIEW customer_totals AS SELECT customer_id, sum(total) AS total FROM orders GROUP BY customer_id;
INSERT INTO customers SELECT n, 'customer ' || n FROM generate_series(1, ROWS) n;
INSERT INTO orders (id, customer_id, number, state, total, created_at)
    SELECT n, n, 'N' || n, 'new', n, timestamptz '2019-01-01' + n * interval '1 day' FROM generate_series(1, ROWS) n;
