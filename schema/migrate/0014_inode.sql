-- Which file was read, so that one that only grew need not be read through to be known again.
-- NULL: not known, or read on another machine.
ALTER TABLE source ADD COLUMN device INTEGER;
ALTER TABLE source ADD COLUMN inode INTEGER;
