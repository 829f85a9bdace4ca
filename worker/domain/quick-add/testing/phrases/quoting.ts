// Quotes and backslashes keep words literal.
import type { Phrase } from './phrase.ts'

export const quotes: Phrase[] = [
  ['Watch "Tomorrow Never Dies"', 'Watch Tomorrow Never Dies', {}],
  ['Watch "Tomorrow Never Dies" tomorrow', 'Watch Tomorrow Never Dies', { on: '2026-11-25' }],
  ['"Friday" friday', 'Friday', { on: '2026-11-27' }],
  ['Read "every day" daily', 'Read every day', { on: '2026-11-24', repeat: 'FREQ=DAILY' }],
  ['Read "#home" #work', 'Read #home', { labels: ['work'] }],
  ['Read "@home" @work', 'Read @home', { list: 'work' }],
  ['Read "!1" !2', 'Read !1', { priority: 2 }],
  ['Read "at 9" at 11', 'Read at 9', { at: '2026-11-24T11:00+01:00' }],
  ['Read “Monday” monday', 'Read Monday', { on: '2026-11-30' }],
  ['Read "Monday", then rest', 'Read Monday, then rest', {}],
  ['Read ("Monday")', 'Read (Monday)', {}],
  ['"tomorrow"', 'tomorrow', {}],
  ['in "3" days', 'in 3 days', {}],
  ['Read "Monday', 'Read "Monday', {}],
  ['Read 12" tomorrow', 'Read 12"', { on: '2026-11-25' }],
  ['Read "" tomorrow', 'Read ""', { on: '2026-11-25' }],
  ['Say "he said \\"monday\\" twice" friday', 'Say he said "monday" twice', { on: '2026-11-27' }],
]

export const escapes: Phrase[] = [
  ['Write \\#notalabel', 'Write #notalabel', {}],
  ['Write \\@home', 'Write @home', {}],
  ['Write \\!1', 'Write !1', {}],
  ['Write \\tomorrow', 'Write tomorrow', {}],
  ['Write \\tomorrow tomorrow', 'Write tomorrow', { on: '2026-11-25' }],
  ['\\tomorrow', 'tomorrow', {}],
  ['\\#home', '#home', {}],
  ['Write \\every day', 'Write every day', {}],
  ['Write \\daily', 'Write daily', {}],
  ['Meet \\at 9', 'Meet at 9', {}],
  ['Meet at \\9', 'Meet at 9', {}],
  ['Pay \\12/24', 'Pay 12/24', {}],
  ['Watch \\Friday friday', 'Watch Friday', { on: '2026-11-27' }],
  ['Write \\"tomorrow\\"', 'Write "tomorrow"', {}],
  ['Write \\#a #b', 'Write #a', { labels: ['b'] }],
  ['Open C:\\temp', 'Open C:\\temp', {}],
  ['Open \\\\server\\share', 'Open \\\\server\\share', {}],
  ['Shrug ¯\\_(ツ)_/¯', 'Shrug ¯\\_(ツ)_/¯', {}],
  ['Write \\ alone', 'Write \\ alone', {}],
  ['Ends with \\', 'Ends with \\', {}],
]

export const singleQuotes: Phrase[] = [
  ["'tomorrow' Lorem", "'tomorrow' Lorem", {}],
  ['‘tomorrow’ Lorem', '‘tomorrow’ Lorem', {}],
  ["Say 'tomorrow' friday", "Say 'tomorrow'", { on: '2026-11-27' }],
  ["Watch 'Friday Night Lights'", "Watch 'Friday Night Lights'", {}],
  ["Rock 'n' roll tomorrow", "Rock 'n' roll", { on: '2026-11-25' }],
  [
    "Read Mia's book tomorrow at the boys' club",
    "Read Mia's book at the boys' club",
    { on: '2026-11-25' },
  ],
  ["Tea at 5 o'clock 'sharp'", "Tea 'sharp'", { at: '2026-11-24T17:00+01:00' }],
]

/** No part of a bracket remains. */
export const brackets: Phrase[] = [
  ['Lorem [tomorrow]', 'Lorem', { on: '2026-11-25' }],
  ['Lorem {tomorrow} ipsum', 'Lorem ipsum', { on: '2026-11-25' }],
  ['Lorem ( tomorrow )', 'Lorem', { on: '2026-11-25' }],
  ['Lorem ([tomorrow])', 'Lorem', { on: '2026-11-25' }],
  ['Lorem (tomorrow at 5pm, maybe)', 'Lorem (maybe)', { at: '2026-11-25T17:00+01:00' }],
  ['Lorem (maybe, tomorrow)', 'Lorem (maybe)', { on: '2026-11-25' }],
  ['Lorem (maybe, tomorrow, 5pm)', 'Lorem (maybe)', { at: '2026-11-25T17:00+01:00' }],
  ['Lorem [tomorrow; maybe]', 'Lorem [maybe]', { on: '2026-11-25' }],
  ['Lorem (tomorrow, with Bob)', 'Lorem (with Bob)', { on: '2026-11-25' }],
]
