-- bad, while the application takes 50 numbers with each nextval
ALTER SEQUENCE order_numbers INCREMENT BY 1;
