/** Duly's name and logo. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 text-16 font-semibold tracking-tight text-ink">
      <svg viewBox="0 0 20 20" className="size-5 text-accent" aria-hidden="true">
        <circle cx="10" cy="10" r="8.25" fill="none" stroke="currentColor" strokeWidth="1.75" />
        <path
          d="m6.4 10.3 2.5 2.5 4.8-5.2"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      Duly
    </span>
  )
}
