CREATE TABLE notes (id int PRIMARY KEY);
CREATE TABLE orders (customer int REFERENCES customers);
