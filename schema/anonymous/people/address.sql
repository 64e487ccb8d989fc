-- Local parts as keyed hashes; domains stay.
CREATE TEMP VIEW address AS
SELECT address_id, mask_address(address) AS address, domain_id FROM main.address;
