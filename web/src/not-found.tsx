import { Link } from 'wouter'
import { Heading } from './ui/heading.tsx'
import { Logo } from './ui/logo.tsx'

export default function NotFound() {
  return (
    <main className="mx-auto flex max-w-sm flex-col items-start gap-8 px-4 pt-12 pb-16 sm:pt-24">
      <Logo />
      <div className="flex flex-col gap-2">
        <p className="text-13 text-soft">404</p>
        <Heading title="Page not found" />
        <p className="text-16 text-soft">
          The address may be mistyped, or the page may have moved. Your tasks are where you left
          them.
        </p>
      </div>
      <Link to="/" className="link">
        Go to your tasks
      </Link>
    </main>
  )
}
