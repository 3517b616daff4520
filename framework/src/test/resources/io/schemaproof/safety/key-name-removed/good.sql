-- good: new keys get the new kind of name, and those of before keep theirs
CREATE UNIQUE INDEX CONCURRENTLY uq_customers_name ON customers (name);
