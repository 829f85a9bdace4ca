import type { ComponentProps } from 'react'

const looks = {
  primary: 'bg-accent text-on-accent border-accent font-medium hover:opacity-90 px-4',
  danger: 'border-alarm text-alarm font-medium hover:bg-surface px-4',
  quiet: 'border-control hover:bg-surface px-3',
  plain: 'border-transparent text-soft hover:text-ink hover:bg-surface px-2',
}

type Props = Omit<ComponentProps<'button'>, 'className' | 'disabled'> & {
  look?: keyof typeof looks
  busy?: boolean
  wide?: boolean
}

/** For links that look like buttons. */
export const buttonLook = (look: keyof typeof looks, wide?: boolean) =>
  `inline-flex min-h-9 items-center justify-center gap-2 rounded-one border text-14 transition-colors duration-150 pointer-coarse:min-h-11 aria-disabled:opacity-60 ${looks[look]} ${wide ? 'w-full' : ''}`

/** While busy, it keeps the focus and its place, and does nothing. */
export function Button({ look = 'quiet', busy, wide, onClick, type = 'button', ...rest }: Props) {
  return (
    <button
      {...rest}
      type={type}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonLook(look, wide)}
    />
  )
}
