const ring = 'M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13'
const calendar =
  'M5 1v3m6-3v3M2 6.5h12M3.5 2.5h9q1.5 0 1.5 1.5v8.5q0 1.5-1.5 1.5h-9Q2 14 2 12.5V4q0-1.5 1.5-1.5z'

const icons = {
  alarm: `${ring}m0 3.2v3.6m0 2.5v.1`,
  calendar,
  info: `${ring}m0 9.7V7.7m0-2.6v-.1`,
  late: `${calendar}m3 6.2 3 3m0-3-3 3`,
  notes: 'M2 3.5h12M2 8h12M2 12.5h7',
  question: `${ring}M6.2 6.3q.3-1.6 1.8-1.6t1.8 1.5C9.8 7.6 8 7.7 8 9m0 2.4v.1`,
  repeat:
    'm11 1 2.7 2.7L11 6.4M2.3 7.5V6.2q0-2.5 2.5-2.5h8.7M5 15l-2.7-2.7L5 9.6m8.7-1.1v1.3q0 2.5-2.5 2.5H2.5',
}

/**
 * Icons for the first chunk, and for rows that mount by the thousand while scrolling: one path each. They always
 * accompany words. All other icons are lucide's.
 */
export const Icon = ({ of }: { of: keyof typeof icons }) => (
  <svg viewBox="0 0 16 16" className="shape size-4 flex-none" aria-hidden="true">
    <path d={icons[of]} />
  </svg>
)
