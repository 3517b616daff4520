-- name: known_product
SELECT id, hash FROM products WHERE shop = :shop AND external_id = :external_id;

-- The scraper names the label as soon as there is one; before that the column is filled for it.
-- name: new_product
-- until: 2025-04-07
INSERT INTO products (shop, external_id, name, category, price, hash)
VALUES (:shop, :external_id, :name, :category, :price, :hash);

-- name: new_product_with_label
-- from: 2025-04-07
INSERT INTO products (shop, external_id, name, category, price, hash, label)
VALUES (:shop, :external_id, :name, :category, :price, :hash, :label);

-- name: new_price
UPDATE products SET price = :price, updated_at = now() WHERE id = :id;
