import { Link } from 'wouter'

type Props = { sections: { slug: string; title: string }[]; current: string }

/** The tabs above a section. */
export function SectionNav({ sections, current }: Props) {
  return (
    <nav aria-label="Settings">
      <ul className="flex flex-wrap gap-1 border-line border-b pb-2">
        {sections.map(({ slug, title }) => (
          <li key={slug}>
            <Link
              to={`/settings/${slug}`}
              aria-current={slug === current ? 'page' : undefined}
              className="flex min-h-9 items-center rounded-one px-2 text-soft hover:bg-surface hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:underline aria-[current=page]:decoration-accent aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-4 pointer-coarse:min-h-11"
            >
              {title}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
