-- bad, where each customer may see the own orders alone
ALTER TABLE orders DISABLE ROW LEVEL SECURITY;
