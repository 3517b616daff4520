GRANT SELECT ON customers, orders TO shop;
