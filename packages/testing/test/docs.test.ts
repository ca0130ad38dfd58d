import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')

// docs/testing-kit.md compares the kit with others, and names the test for each thing that it can do.
const table = read('docs/testing-kit.md').split('### Side by side')[1]?.split('\n## ')[0] ?? ''
const rows = table.split('\n').filter((line) => line.startsWith('| ') && !/^\| +[-|]/.test(line))

test.each(rows.map((row) => [row.split('|')[1]?.trim(), row]))('%s', (_, row) => {
  const links = [...row.matchAll(/\[([^\]]+)\]\(https:[^)]*\/blob\/main\/([^)]+)\)/g)]
  expect(links.length).toBeGreaterThan(0)
  for (const [, title = '', path = ''] of links) expect(read(path)).toContain(`'${title}'`)
})
