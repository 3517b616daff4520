-- bad, where a publication is FOR ALL TABLES
CREATE TABLE visits (at timestamptz NOT NULL, page text NOT NULL);
