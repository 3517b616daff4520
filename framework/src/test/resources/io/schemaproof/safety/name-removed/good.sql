-- good: another one beside it, far ahead; the former goes in a later release
CREATE SEQUENCE orders_seq START WITH 1000000 INCREMENT BY 50;
