import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type SurroundingResult, surroundingsFile } from '../compatibility-page.ts'

/** What a project's package.json says of it. */
export interface Manifest {
  /** What a pass proves. */
  readonly description: string
  readonly scripts: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

const results = new Map<string, SurroundingResult>()

/** Keeps what has passed, with the versions that were installed. */
export async function recordResult(
  folder: string,
  name: string,
  manifest: Manifest,
): Promise<void> {
  const { description, dependencies, devDependencies } = manifest
  const others = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (one) => !/^(@wsevent\/|wsevent$)/.test(one),
  )
  const versions = others.map(async (one) => {
    const installed = await readFile(join(folder, 'node_modules', one, 'package.json'), 'utf8')
    return `${one} ${(JSON.parse(installed) as { version: string }).version}`
  })
  results.set(name, {
    versions: (await Promise.all(versions)).join(', '),
    proves: description,
    date: new Date().toISOString().slice(0, 10),
  })
}

/** Writes what has passed next to what earlier runs left of others. */
export async function writeResults(names: readonly string[]): Promise<void> {
  const earlier = JSON.parse(await readFile(surroundingsFile, 'utf8')) as object
  const all: Readonly<Record<string, SurroundingResult>> = {
    ...earlier,
    ...Object.fromEntries(results),
  }
  const known = names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]]))
  const text = JSON.stringify(Object.fromEntries(known), undefined, 2)
  await writeFile(surroundingsFile, `${text}\n`)
}
