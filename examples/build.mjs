// node examples/build.mjs — builds each example that has a page, into its dist.
import { readdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'vite'

const folder = fileURLToPath(new URL('.', import.meta.url))

/** Builds all; the names of what was built. */
export async function buildExamples() {
  const names = await readdir(folder)
  const examples = names.filter((name) => existsSync(`${folder}${name}/vite.config.js`))
  for (const name of examples) await build({ root: `${folder}${name}`, logLevel: 'warn' })
  return examples
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await buildExamples()
