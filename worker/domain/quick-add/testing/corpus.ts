// Parses the phrases of the corpus, for tests.
import { parseQuickAdd, type QuickAdd } from '../parse.ts'
import type { Setting } from './phrases/corpus.ts'
import { type Phrase, usual, type Wanted } from './phrases/phrase.ts'

export function parse(text: string, { timezone, now, ...setting }: Setting = {}): QuickAdd {
  return parseQuickAdd(text, {
    timezone: timezone ?? usual.timezone,
    now: new Date(now ?? usual.now),
    ...setting,
  })
}

/** Removes the spans. */
export function withoutSpans({ spans: _, ...found }: QuickAdd): Omit<QuickAdd, 'spans'> {
  return found
}

export function answersOf([text, title, ...either]: Phrase, { timezone }: Setting = {}) {
  return either.map((answer) => {
    return answer === 'nothing' ? wanted(text, {}) : wanted(title, answer, timezone)
  })
}

function wanted(title: string, want: Wanted, timezone: string = usual.timezone) {
  return {
    title,
    due_date: want.on ?? null,
    due_at: want.at ? new Date(want.at).toISOString() : null,
    due_timezone: want.at ? timezone : null,
    priority: want.priority ?? 0,
    labels: want.labels ?? [],
    list: want.list ?? null,
    recurrence: want.repeat ?? null,
    recurrence_from: want.from ?? 'due',
  }
}
