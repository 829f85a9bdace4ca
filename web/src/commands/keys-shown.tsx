import { Fragment } from 'react'
import { pressesInWords } from './key-words.ts'

/** The shortcuts of a command: `J or ↓`, `G then I`. */
export function KeysShown({ keys }: { keys: readonly string[] }) {
  return keys.map((way, at) => (
    <Fragment key={way}>
      {at > 0 && <span className="px-1 text-soft"> or </span>}
      {pressesInWords(way).map((press, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sequence may have the same key twice, and never changes.
        <Fragment key={index}>
          {index > 0 && <span className="px-1 text-soft"> then </span>}
          <kbd className="inline-block min-w-6 rounded-one border border-line bg-surface px-1.5 text-center font-sans text-13">
            {press}
          </kbd>
        </Fragment>
      ))}
    </Fragment>
  ))
}
