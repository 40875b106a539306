-- What the batches and links of a key take, so that it can be bounded without reading all of them.

-- +goose Up

-- bytes of its items' requests and pictures.
ALTER TABLE batches ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
UPDATE batches SET bytes = (SELECT COALESCE(SUM(length(request) + bytes), 0) FROM batch_items WHERE batch_id = id);

-- Sums are read from the index alone.
CREATE INDEX links_of_key ON links (key_id, length(request));
