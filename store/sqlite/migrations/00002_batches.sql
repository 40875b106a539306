-- What the owner of a batch is told beside its counts: how large a picture is, and why the webhook did not
-- take the news.

-- +goose Up

ALTER TABLE batch_items ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE batches ADD COLUMN unheard TEXT NOT NULL DEFAULT '';
