import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const FOLDER = fileURLToPath(new URL('..', import.meta.url))

/**
 * The examples that are pages of their own, each with the description of its package.json and whether it is built.
 * @returns {{ name: string, description: string, isBuilt: boolean }[]}
 */
export function listExamples() {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`${FOLDER}${entry.name}/index.html`))
    .map(({ name }) => ({
      name,
      description: descriptionOf(name),
      isBuilt: existsSync(`${FOLDER}${name}/dist/index.html`),
    }))
}

function descriptionOf(name) {
  const file = `${FOLDER}${name}/package.json`
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')).description ?? '') : ''
}
