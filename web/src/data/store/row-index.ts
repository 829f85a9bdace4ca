import type { Task } from '../../../../worker/tasks/schema.ts'

/** What is known of all tasks that this page has ever seen, without a walk through them. */
export function createRowIndex() {
  const children = new Map<string, Set<string>>()
  let lastRank: string | null = null
  return {
    add(row: Task | undefined) {
      if (row && (lastRank === null || row.rank > lastRank)) lastRank = row.rank
      if (!row?.parent_id) return
      const known = children.get(row.parent_id)
      if (known) known.add(row.id)
      else children.set(row.parent_id, new Set([row.id]))
    },
    /** The highest rank that a task ever had here. */
    lastRank: () => lastRank,
    /** Ids of all tasks that ever were below this one: their rows tell where they are now. */
    everBelow: (id: string): Iterable<string> => children.get(id) ?? [],
  }
}
