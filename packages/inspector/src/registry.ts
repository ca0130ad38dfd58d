import type { Inspection } from './recording.ts'

const inspections = new Set<Inspection>()
const listeners = new Set<() => void>()

function tell(): void {
  for (const listener of listeners) listener()
}

/** This page's own inspections, for an element that is told of none. */
export const registry = {
  get all(): readonly Inspection[] {
    return [...inspections]
  },
  add(inspection: Inspection): void {
    inspections.add(inspection)
    tell()
  },
  remove(inspection: Inspection): void {
    inspections.delete(inspection)
    tell()
  },
  subscribe(onChange: () => void): () => void {
    listeners.add(onChange)
    return () => void listeners.delete(onChange)
  },
}
