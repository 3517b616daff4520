-- bad, while the application that runs as shop may still change orders
REVOKE UPDATE ON orders FROM shop;
