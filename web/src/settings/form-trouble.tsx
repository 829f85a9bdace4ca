import { Notice } from '../ui/notice.tsx'

/** What is wrong and belongs to no field; heard as soon as it is there. */
export const FormTrouble = ({ children }: { children: string | null | undefined }) => (
  <div role="alert" className="empty:hidden">
    {children && <Notice tone="trouble">{children}</Notice>}
  </div>
)
