-- name: of_a_brand
SELECT id, name, price FROM products WHERE brand = :brand ORDER BY price;

-- name: of_a_category
SELECT id, name FROM products WHERE shop = :shop AND category = :category;
