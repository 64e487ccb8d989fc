-- Lines with words of failure in no known form: what the parsers do not read yet.
SELECT shape, sum(lines) AS lines, max(sample) AS sample
FROM strange_lines GROUP BY shape ORDER BY lines DESC LIMIT 20;
