-- Lines with words of failure in no known form: what the parsers do not read yet.
SELECT shape, sum(lines) AS lines_, max(sample) AS sample_
FROM strange_lines GROUP BY shape ORDER BY lines_ DESC LIMIT 20;
