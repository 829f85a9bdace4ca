import type { ComponentType } from 'react'
import type { Place, TaskFields } from '../data/contract.ts'

/** The form that adds tasks, passed in by the app. */
export type Adding = ComponentType<{ defaults?: Partial<TaskFields>; place?: Place }>
