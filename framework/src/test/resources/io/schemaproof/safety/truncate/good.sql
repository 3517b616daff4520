-- good
DELETE FROM orders WHERE id IN (SELECT id FROM orders WHERE created_at < '2019-01-20' LIMIT 1000);
