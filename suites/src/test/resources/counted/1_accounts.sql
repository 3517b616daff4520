CREATE TABLE IF NOT EXISTS accounts (id int PRIMARY KEY, balance numeric(10,2) NOT NULL);
