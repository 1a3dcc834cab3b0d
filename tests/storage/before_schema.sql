BEGIN TRANSACTION;
CREATE TABLE calls (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	time DATETIME NOT NULL,
	purpose VARCHAR(200) NOT NULL,
	prompt VARCHAR(200) NOT NULL,
	prompt_hash VARCHAR(200) NOT NULL,
	model VARCHAR(200) NOT NULL,
	endpoint VARCHAR(200) NOT NULL,
	verdict VARCHAR(200) NOT NULL,
	error VARCHAR(200) NOT NULL,
	prompt_tokens INTEGER NOT NULL,
	completion_tokens INTEGER NOT NULL,
	sent_characters INTEGER NOT NULL,
	tokens_estimated BOOLEAN NOT NULL,
	seconds FLOAT NOT NULL,
	first_token_seconds FLOAT,
	masked JSON NOT NULL
);
INSERT INTO "calls" VALUES(1,'2026-01-15 04:00:00.000000','起草·主动公开','','','示例模型','本机','采用','',1200,0,0,0,0.0,NULL,'{"\u624b\u673a\u53f7": 2}');
INSERT INTO "calls" VALUES(2,'2026-01-16 04:00:00.000000','问规定','','','示例模型','本机','失败','连不上',0,0,0,0,0.0,NULL,'{}');
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('calls',2);
COMMIT;
