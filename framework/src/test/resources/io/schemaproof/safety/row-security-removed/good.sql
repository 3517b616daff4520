-- good: who needs all rows gets them
CREATE POLICY all_rows ON orders FOR SELECT TO reporting USING (true);
