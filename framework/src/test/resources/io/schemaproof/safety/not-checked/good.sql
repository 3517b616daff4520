-- good: rows that fulfil it, by --seed DIR, or the key of those that are meant
UPDATE orders SET note = 'none' WHERE id = 7;
