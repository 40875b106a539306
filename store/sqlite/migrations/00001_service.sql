-- Times are microseconds since 1970 UTC, 0 for none; lists and maps are JSON.

-- +goose Up

-- One row for each area that processes keep in memory: n is another after each change to it, so that
-- they know when to read again. Triggers count, so that nobody who writes can forget to.
CREATE TABLE generations (
	area TEXT PRIMARY KEY,
	n    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO generations (area, n) VALUES ('keys', 1), ('templates', 1), ('files', 1);

CREATE TABLE keys (
	id              TEXT PRIMARY KEY,
	version         INTEGER NOT NULL,
	name            TEXT NOT NULL,
	scopes          TEXT NOT NULL,
	templates       TEXT NOT NULL,
	rate_per_minute INTEGER NOT NULL,
	monthly_quota   INTEGER NOT NULL,
	schemes         TEXT NOT NULL,
	created         INTEGER NOT NULL,
	revoked         INTEGER NOT NULL,
	sealed          BLOB NOT NULL
) STRICT;

-- newest is the version that an id without one means. Versions are only ever added.
CREATE TABLE templates (
	id      TEXT PRIMARY KEY,
	newest  INTEGER NOT NULL,
	deleted INTEGER NOT NULL
) STRICT;

CREATE TABLE template_versions (
	id      TEXT NOT NULL REFERENCES templates (id),
	version INTEGER NOT NULL,
	json    BLOB NOT NULL,
	author  TEXT NOT NULL,
	created INTEGER NOT NULL,
	PRIMARY KEY (id, version)
) STRICT;

CREATE TABLE files (
	kind    TEXT NOT NULL,
	name    TEXT NOT NULL,
	type    TEXT NOT NULL,
	bytes   INTEGER NOT NULL,
	sha256  TEXT NOT NULL,
	facts   TEXT NOT NULL,
	author  TEXT NOT NULL,
	created INTEGER NOT NULL,
	PRIMARY KEY (kind, name)
) STRICT;
CREATE INDEX files_sha256 ON files (sha256);

CREATE TABLE links (
	id      TEXT PRIMARY KEY,
	key_id  TEXT NOT NULL,
	request BLOB NOT NULL,
	created INTEGER NOT NULL
) STRICT;

CREATE TABLE batches (
	id       TEXT PRIMARY KEY,
	key_id   TEXT NOT NULL,
	state    TEXT NOT NULL,
	total    INTEGER NOT NULL,
	done     INTEGER NOT NULL,
	failed   INTEGER NOT NULL,
	webhook  TEXT NOT NULL,
	notified INTEGER NOT NULL,
	result   TEXT NOT NULL,
	created  INTEGER NOT NULL,
	finished INTEGER NOT NULL
) STRICT;
CREATE INDEX batches_created ON batches (key_id, created);
CREATE INDEX batches_result ON batches (result) WHERE result <> '';

CREATE TABLE batch_items (
	batch_id TEXT NOT NULL REFERENCES batches (id),
	position INTEGER NOT NULL,
	name     TEXT NOT NULL,
	request  BLOB NOT NULL,
	state    TEXT NOT NULL,
	blob     TEXT NOT NULL,
	error    TEXT NOT NULL,
	PRIMARY KEY (batch_id, position)
) STRICT;
CREATE INDEX batch_items_blob ON batch_items (blob) WHERE blob <> '';

CREATE TABLE usage (
	key_id   TEXT NOT NULL,
	day      TEXT NOT NULL,
	template TEXT NOT NULL,
	renders  INTEGER NOT NULL,
	hits     INTEGER NOT NULL,
	bytes    INTEGER NOT NULL,
	PRIMARY KEY (key_id, day, template)
) STRICT, WITHOUT ROWID;

-- +goose StatementBegin
CREATE TRIGGER keys_inserted AFTER INSERT ON keys BEGIN
	UPDATE generations SET n = n + 1 WHERE area = 'keys';
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keys_updated AFTER UPDATE ON keys BEGIN
	UPDATE generations SET n = n + 1 WHERE area = 'keys';
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER keys_deleted AFTER DELETE ON keys BEGIN
	UPDATE generations SET n = n + 1 WHERE area = 'keys';
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER templates_inserted AFTER INSERT ON templates BEGIN
	UPDATE generations SET n = n + 1 WHERE area = 'templates';
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER templates_updated AFTER UPDATE ON templates BEGIN
	UPDATE generations SET n = n + 1 WHERE area = 'templates';
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER files_inserted AFTER INSERT ON files BEGIN
	UPDATE generations SET n = n + 1 WHERE area = 'files';
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER files_updated AFTER UPDATE ON files BEGIN
	UPDATE generations SET n = n + 1 WHERE area = 'files';
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER files_deleted AFTER DELETE ON files BEGIN
	UPDATE generations SET n = n + 1 WHERE area = 'files';
END;
-- +goose StatementEnd
