export type PickerProps = { ids: readonly string[]; onClose: () => void }
