-- bad: orders.id is bigint
CREATE TABLE payments (id bigint PRIMARY KEY, order_id int REFERENCES orders);
