import type { ReactNode } from 'react'

/** The section in the address. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={sectionHeading} className="flex flex-col gap-8">
      <h2 id={sectionHeading} tabIndex={-1} className="text-20 font-semibold outline-none">
        {title}
      </h2>
      {children}
    </section>
  )
}

const sectionHeading = 'section-heading'

/** Focuses the section when the focused element is gone. */
export function focusSection(): void {
  document.getElementById(sectionHeading)?.focus()
}

type PartProps = { title: string; about?: ReactNode; children: ReactNode }

/** A part of a section: its title, one sentence, the controls. */
export function Part({ title, about, children }: PartProps) {
  return (
    <div className="flex flex-col gap-4 border-line border-t pt-5 first-of-type:border-t-0 first-of-type:pt-0">
      <div className="flex flex-col gap-1">
        <h3 className="text-16 font-medium">{title}</h3>
        {about && <p className="max-w-prose text-soft">{about}</p>}
      </div>
      {children}
    </div>
  )
}
