-- good: another sequence for numbers of six digits
CREATE SEQUENCE short_numbers MAXVALUE 999999;
