import { Notice } from '../ui/notice.tsx'

/** An error that belongs to no field. It is announced at once. */
export const FormTrouble = ({ children }: { children: string | null | undefined }) => (
  <div role="alert" className="empty:hidden">
    {children && <Notice tone="trouble">{children}</Notice>}
  </div>
)
