-- bad
UPDATE orders SET state = 'open';
