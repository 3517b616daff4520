-- good, where no transaction is open
DO $$ BEGIN
  LOOP
    UPDATE orders SET state = 'open' WHERE id IN (SELECT id FROM orders WHERE state <> 'open' LIMIT 1000);
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $$;
