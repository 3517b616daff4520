-- good: another sequence for the new release
CREATE SEQUENCE order_ids START WITH 1000000;
