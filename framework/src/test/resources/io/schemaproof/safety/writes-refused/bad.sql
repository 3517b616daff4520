-- bad, where visits has no primary key: each UPDATE and DELETE of it fails from now on
CREATE PUBLICATION feed FOR TABLE orders, visits;
