import { TextField } from '../ui/text-field.tsx'

/** Password managers identify an account by it, hence `username`. */
export const EmailField = ({ error }: { error: string | undefined }) => (
  <TextField
    label="Email"
    name="email"
    type="email"
    autoComplete="username"
    required
    error={error}
  />
)
