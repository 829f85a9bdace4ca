// IndexedDB's version number of what this browser keeps of one person.
//
// Invariants, whatever the versions:
// - An older copy keeps its outbox and the request in flight; its rows begin anew with a full pull (schema-upgrade.ts).
// - A newer copy is never changed or deleted without the person's wish; this tab works beside it, and says so (memory.ts).
// - The store `outbox` keeps its name and has one entry for each edit, so that an older version can count what waits.
// - Tabs of different versions share the lock of who speaks with the server, and no channel (names.ts).

/**
 * To be raised with every change to what is stored, a new field of a task among them. Where the form of mutations changes,
 * `outbox-migrations.ts` converts those of the version before.
 */
export const schemaVersion = 2
