-- good, in a later release
-- schemaproof:allow safety.drop orders.note because the release that runs in production does not know it any more
ALTER TABLE orders DROP COLUMN note;
