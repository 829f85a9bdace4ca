// All phrases by subject, with the place and time at which they are read.
import type { QuickAddOptions } from '../../parse.ts'
import { asOthersWrite } from './as-others-write.ts'
import { choices } from './choices.ts'
import { dailyLines, dailyTexts } from './daily.ts'
import { dailyRepeats } from './daily-repeats.ts'
import * as dates from './dates.ts'
import * as distances from './distances.ts'
import { freshHostile } from './fresh-hostile.ts'
import { freshPlain } from './fresh-plain.ts'
import { hostileLines } from './hostile-lines.ts'
import { kept, keptTexts } from './kept.ts'
import * as marks from './marks.ts'
import { monthlyRepeats } from './monthly-repeats.ts'
import { type Phrase, untouched } from './phrase.ts'
import { plainLines } from './plain-lines.ts'
import { plainRepeats } from './plain-repeats.ts'
import * as quoting from './quoting.ts'
import * as repeats from './repeats.ts'
import { othersUnread, repeatsAsOthersWrite } from './repeats-as-others-write.ts'
import * as lists from './repeats-of-several.ts'
import { repeatsWithMore } from './repeats-with-more.ts'
import * as tails from './repeats-with-tails.ts'
import { readSentences, unreadSentences } from './sentences.ts'
import * as short from './short-words.ts'
import * as times from './times.ts'
import * as traps from './traps.ts'
import * as unreadDays from './unread-days.ts'
import { readLines, unreadLines } from './unread-lines.ts'
import { unreadRepeats } from './unread-repeats.ts'
import * as weekdays from './weekdays.ts'
import { weeklyRepeats } from './weekly-repeats.ts'
import * as weeks from './weeks.ts'
import * as zones from './zones.ts'

export interface Setting {
  timezone?: string
  now?: string
  weekStart?: NonNullable<QuickAddOptions['weekStart']>
  dateOrder?: NonNullable<QuickAddOptions['dateOrder']>
}

const sunday = '2026-11-29T10:30:00+01:00'
const saturday = '2026-11-28T10:30:00+01:00'

export const corpus: [name: string, phrases: Phrase[], setting?: Setting][] = [
  ['days by name and by distance', dates.relativeDays],
  ['days of the calendar', dates.calendarDays],
  ['days that do not exist stay text', dates.impossibleDays],
  ['days at a distance of others', distances.readDistances],
  ['days with the day first', short.dayFirst, { dateOrder: 'dmy' }],
  ['weekdays', weekdays.weekdays],
  ['weekdays where weeks start on Sunday', weekdays.sundayWeeks, { weekStart: 'sunday' }],
  ['weekdays where weeks start on Saturday', weekdays.saturdayWeeks, { weekStart: 'saturday' }],
  ['weekdays on a Sunday', weekdays.onSunday, { now: sunday }],
  [
    'weekdays on a Sunday that starts the week',
    weekdays.onSundayOfSundayWeeks,
    { now: sunday, weekStart: 'sunday' },
  ],
  [
    'weekdays on a Saturday that starts the week',
    weekdays.onSaturdayOfSaturdayWeeks,
    { now: saturday, weekStart: 'saturday' },
  ],
  ['weekdays of a week', weeks.readWeeks],
  ['times alone', times.timesAlone],
  ['days with times', times.daysWithTimes],
  ['days with times, of many kinds', unreadDays.readDays],
  ['late evenings', times.lateEvening, { now: '2026-11-24T22:15:00+01:00' }],
  ['hours without am or pm', short.bareHours],
  ['short words', short.shortWords],
  ['short priorities', short.shortPriorities],
  ['plain repeats', repeats.plainRepeats],
  ['weekly repeats', weeklyRepeats],
  ['monthly and yearly repeats', monthlyRepeats],
  ['repeats with times, starts and ends', repeatsWithMore],
  ['repeats with an end', tails.readTails],
  ['repeats of several days', lists.readLists],
  ['what is no repeat', repeats.noRepeats],
  ['days and times as others write them', asOthersWrite],
  ['repeats as others write them', repeatsAsOthersWrite],
  ['lines of every day', dailyLines],
  ['repeats of every day', dailyRepeats],
  ['lines that were understood early on', kept],
  ['labels, lists and priorities', marks.marks],
  ['what is no mark', marks.noMarks],
  ['no more than twenty labels', marks.manyLabels],
  ['quotes', quoting.quotes],
  ['single quotes', quoting.singleQuotes],
  ['backslashes', quoting.escapes],
  ['brackets', quoting.brackets],
  ['texts without any date as they are', untouched(traps.plainTexts)],
  ['a text of marks alone as a title', untouched(traps.eaten)],
  ['dates beside what looks like one', traps.mixed],
  ['repeats with a tail that is not understood as text', untouched(tails.unreadTails)],
  ['repeats of several that no rule can say as text', untouched(lists.unreadLists)],
  ['working days of a month, and hours, as text', untouched(distances.unreadParts)],
  ['distances that are not understood as text', untouched(distances.unreadDistances)],
  ['weeks that are not understood as text', untouched(weeks.unreadWeeks)],
  ['times beside a day that was not understood as text', untouched(unreadDays.unreadDays)],
  ['choices as text', untouched(choices)],
  ['repeats with a word that changes them as text', untouched(unreadRepeats)],
  ['days with a word that changes them as text', untouched(unreadLines)],
  ['days that only look changed', readLines],
  ['plain lines', plainLines],
  ['repeats of plain lines', plainRepeats],
  ['plain lines written unseen', freshPlain],
  ['hostile lines written unseen, as text', untouched(freshHostile)],
  ['hostile lines as text', untouched(hostileLines)],
  ['dates of a clause or of a thing as text', untouched(unreadSentences)],
  ['dates behind what only looks like a clause or a thing', readSentences],
  ['lines that say too much as text', untouched([...dailyTexts, ...keptTexts, ...othersUnread])],
  ...[...zones.clockChanges, ...zones.farZones].map(
    ({ name, phrases, ...setting }): [string, Phrase[], Setting] => [name, phrases, setting],
  ),
]
