-- bad, while the application that runs asks for nextval('order_numbers')
ALTER SEQUENCE order_numbers RENAME TO orders_seq;
