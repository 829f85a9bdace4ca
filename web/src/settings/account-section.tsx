import type { Account, Person } from '../account.ts'
import { DeleteAccount } from './delete-account.tsx'
import { PasswordForm } from './password-form.tsx'
import { ProfileForm } from './profile-form.tsx'
import { Section } from './section.tsx'

export function AccountSection({ account, user }: { account: Account; user: Person }) {
  return (
    <Section title="Account">
      <ProfileForm user={user} rename={account.rename} />
      <PasswordForm user={user} changePassword={account.changePassword} />
      <DeleteAccount user={user} deleteAccount={account.deleteAccount} />
    </Section>
  )
}
