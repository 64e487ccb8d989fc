-- ?1 time: samples of shapes last seen before
UPDATE strange SET sample = shape WHERE last_time < ?1 AND sample <> shape
