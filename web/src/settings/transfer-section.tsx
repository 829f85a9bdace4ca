import type { Api } from '../typed-api.ts'
import { ExportPart } from './export-part.tsx'
import { ImportPart } from './import-part.tsx'
import { Section } from './section.tsx'

export const TransferSection = ({ api }: { api: Api }) => (
  <Section title="Import and export">
    <ImportPart api={api} />
    <ExportPart api={api} />
  </Section>
)
