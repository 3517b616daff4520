-- bad, perhaps: the application that runs counts on a day, and the new one writes NULL
ALTER TABLE orders ALTER COLUMN created_at DROP NOT NULL;
