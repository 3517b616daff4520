CREATE FUNCTION gross(net numeric, rate numeric DEFAULT 0.2) RETURNS numeric LANGUAGE sql AS 'SELECT net * (1 + rate)';
