-- Users as keyed hashes.
CREATE TEMP VIEW sasl_user AS SELECT sasl_id, mask_address(name) AS name FROM main.sasl_user;
