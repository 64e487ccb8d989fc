-- What clients call themselves.
CREATE TEMP VIEW helo AS SELECT helo_id, mask_host(name) AS name FROM main.helo;
