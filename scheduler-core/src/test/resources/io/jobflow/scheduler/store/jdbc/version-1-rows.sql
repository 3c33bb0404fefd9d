-- Rows as version 0.1.0 wrote them.
UPDATE epoch SET value = 7;
INSERT INTO job VALUES (1, 'report', '{"name":"report","schedule":{"manual":true},"target":{"service":"orders","handler":"order-sync"}}', 1, 500, 500, 60000, NULL);
INSERT INTO job VALUES (2, NULL, '{"name":"invoice","schedule":{"manual":true},"target":{"service":"orders","handler":"order-sync"}}', 2, 500, 900, NULL, 900);
INSERT INTO execution VALUES (10, 1, 'report', 1, 's:10000', 10000, 'schedule', 'success', '9f86d081884c7d659a2feaa0c55ad015', '0000000000000010', '{}', NULL, 10000, 10001, 10100, NULL, NULL);
INSERT INTO execution VALUES (11, 1, 'report', 1, 's:11000', 11000, 'schedule', 'failure', '0f86d081884c7d659a2feaa0c55ad011', '0000000000000011', '{}', NULL, 11000, 11001, 11200, 'attempts.exhausted', 'All 2 attempts failed.');
INSERT INTO execution VALUES (12, 1, 'report', 1, 's:12000', 12000, 'schedule', 'running', '1f86d081884c7d659a2feaa0c55ad012', '0000000000000012', '{}', NULL, 12000, 12001, NULL, NULL, NULL);
INSERT INTO execution VALUES (13, 2, 'invoice', 1, 's:13000', 13000, 'schedule', 'pending', '2f86d081884c7d659a2feaa0c55ad013', '0000000000000013', '{}', NULL, 13000, NULL, NULL, 'waiting.slot', 'Waits for a free slot.');
INSERT INTO execution VALUES (14, 1, 'report', 1, 's:14000', 14000, 'schedule', 'pending', '3f86d081884c7d659a2feaa0c55ad014', '0000000000000014', '{}', NULL, 14000, NULL, NULL, 'waiting.turn', 'Waits for an earlier execution.');
INSERT INTO shard_run VALUES (10, 0, 1, NULL, NULL, 'success', NULL, NULL, 0);
INSERT INTO shard_run VALUES (11, 0, 1, NULL, NULL, 'failure', NULL, NULL, 0);
INSERT INTO shard_run VALUES (12, 0, 1, NULL, NULL, 'running', NULL, NULL, 0);
INSERT INTO shard_run VALUES (13, 0, 1, NULL, NULL, 'pending', NULL, NULL, 0);
INSERT INTO shard_run VALUES (14, 0, 1, NULL, NULL, 'pending', NULL, NULL, 0);
INSERT INTO attempt VALUES (10, 0, 1, 'http://10.0.0.7:8080', 1001, '0000000000000001', 'success', 10001, 310000, 10100, 200, NULL);
INSERT INTO attempt VALUES (11, 0, 1, 'http://10.0.0.7:8080', 1101, '0000000000000001', 'failure', 11001, 311000, 11100, 500, 'boom');
INSERT INTO attempt VALUES (11, 0, 2, 'http://10.0.0.7:8080', 1102, '0000000000000002', 'failure', 11002, 311000, 11200, 500, 'boom again');
INSERT INTO attempt VALUES (12, 0, 1, 'http://10.0.0.7:8080', 1201, '0000000000000001', 'running', 12001, 312000, NULL, NULL, NULL);
INSERT INTO dead_letter VALUES (1, 11, 2, 'attempts.exhausted', 'All 2 attempts failed.', 11200, NULL);
