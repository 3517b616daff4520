-- bad, while the application that runs leaves it to the trigger to write order_log
DROP TRIGGER orders_log ON orders;
