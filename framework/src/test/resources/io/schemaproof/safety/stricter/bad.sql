-- bad, while the application that runs may still write NULL
ALTER TABLE orders ALTER COLUMN customer_id SET NOT NULL;
