PRAGMA application_id = 1381192262;
PRAGMA user_version = 2;
BEGIN TRANSACTION;
CREATE TABLE entries (
            seq INTEGER NOT NULL PRIMARY KEY,
            plan TEXT NOT NULL REFERENCES plans (id),
            kind TEXT NOT NULL,
            day TEXT NOT NULL,
            at TEXT NOT NULL,
            data TEXT NOT NULL,
            checksum TEXT NOT NULL
        ) STRICT;
INSERT INTO "entries" VALUES(1,'spring','new','2026-11-22','2026-11-22T10:00:01.250000+01:00','{"checklist":{"id":"small"},"shipped":false,"sessions":{"1":"2026-12-10"}}','89ccc00f1f37bb67a28f835ed292aca440de2acb472b8fbacf3755457f0f90f4');
INSERT INTO "entries" VALUES(2,'spring','tick','2026-12-11','2026-12-12T00:20:00+01:00','{"ticks":[{"task":"ointment","day":"2026-12-11","session":1,"once":false,"times":2}]}','47b97f680ca1ff5745ee853fe5df4f7ea1161a2a3def23f9188d1f0d22088933');
INSERT INTO "entries" VALUES(3,'second','new','2026-12-11','2026-12-12T00:21:00+01:00','{"checklist":{"id":"other","title":"\u00c4rztlich \ud83d\udc69"},"shipped":true,"sessions":{}}','c0596a7f9a2fe8ba9adcc278297e45eaad8d2c7fe752393bbf12d86acce949f5');
INSERT INTO "entries" VALUES(4,'spring','undo','2026-12-12','2026-12-12T09:00:00+01:00','{"change":2}','2d897e00e02f48c56f93b99e0a62851a81dac8310b01e95d92244810a7a951c0');
CREATE TABLE plans (
            id TEXT NOT NULL PRIMARY KEY,
            size INTEGER NOT NULL,
            checksum TEXT NOT NULL,
            used INTEGER NOT NULL,
            ended INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
INSERT INTO "plans" VALUES('second',1,'c0596a7f9a2fe8ba9adcc278297e45eaad8d2c7fe752393bbf12d86acce949f5',3,0);
INSERT INTO "plans" VALUES('spring',3,'2d897e00e02f48c56f93b99e0a62851a81dac8310b01e95d92244810a7a951c0',1,0);
CREATE TABLE seal (
            only_one INTEGER NOT NULL PRIMARY KEY CHECK (only_one = 1),
            last INTEGER NOT NULL,
            checksum TEXT NOT NULL
        , record TEXT NOT NULL DEFAULT '') STRICT;
INSERT INTO "seal" VALUES(1,4,'8731980f8eb1651277849a3b07778f709ddfd92bd7594677521f85f4b5bdce61','11ae58e7-70dd-45c1-919b-f21d59e1f4a5');
CREATE INDEX entries_of_plan ON entries (plan, seq);
COMMIT;
