-- What to do about a cause after a 4xx and after a 5xx, where it is not the same: a 4xx is no reason
-- to give an address up, a 5xx is not cured by waiting.  Filled anew with the knowledge.
ALTER TABLE cause ADD COLUMN how_to_fix_4xx TEXT;
ALTER TABLE cause ADD COLUMN how_to_fix_5xx TEXT;
