import { Link } from 'wouter'
import { nameAt } from '../failure-messages.ts'
import { Notice } from '../ui/notice.tsx'
import type { ImportReport } from './transfer-calls.ts'

const shown = 200

/** The result of an import or a preview: the counts, and every row that needs attention. */
export function ImportResult({ report }: { report: ImportReport }) {
  const { dry_run: isPreview, created, exists, refused, skipped, rows, noted } = report
  const told = rows.filter(({ errors, warnings }) => errors?.length || warnings?.length)
  const counts = [
    `${created} ${isPreview ? 'new' : 'imported'}`,
    exists > 0 && `${exists} there already`,
    refused > 0 && `${refused} refused`,
    skipped > 0 && `${skipped} skipped`,
  ]
  return (
    <div className="flex flex-col gap-3">
      <Notice tone="news">
        {isPreview ? 'Nothing is imported yet. ' : ''}
        {counts.filter(Boolean).join(', ')}.{' '}
        {!isPreview && (
          <Link to="/dashboard" className="link">
            See your tasks
          </Link>
        )}
      </Notice>
      {told.length > 0 && (
        <ul
          aria-label="Rows to look at"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs the focus to be scrolled.
          tabIndex={0}
          className="max-h-96 overflow-y-auto border-line border-y"
        >
          {told.slice(0, shown).map(({ row, type, outcome, errors = [], warnings = [] }) => (
            <li
              key={`${type} ${row}`}
              className="border-line border-b py-1.5 last:border-b-0 wrap-anywhere"
            >
              <span className="font-medium">
                {type === 'list' ? 'List' : 'Row'} {row}: {words[outcome]}
              </span>
              {[...errors, ...warnings].map(({ pointer, detail }) => (
                <p key={pointer + detail} className="text-13 text-soft">
                  {nameAt(pointer)} {detail}
                </p>
              ))}
            </li>
          ))}
        </ul>
      )}
      {noted > shown && (
        <p className="text-13 text-soft">And {noted - shown} more rows to look at.</p>
      )}
    </div>
  )
}

const words = {
  created: 'taken, with a change',
  exists: 'there already',
  refused: 'refused',
  skipped: 'skipped',
}
