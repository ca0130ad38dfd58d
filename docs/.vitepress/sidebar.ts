import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { DefaultTheme } from 'vitepress'

type Item = DefaultTheme.SidebarItem

const docs = new URL('../', import.meta.url)

interface Group {
  readonly text: string
  /** Pages that come first, in this order. */
  readonly first?: readonly string[]
  /** Folders whose pages all follow: by the `order` of their front matter, then by title. */
  readonly folder?: string
  /** Takes each page of docs/ that no group names. */
  readonly isRest?: boolean
  readonly isCollapsed?: boolean
}

// A page that is not there yet is left out, so that a group can name what is still being written.
const GROUPS: readonly Group[] = [
  { text: 'Start', first: ['getting-started', 'why', 'staying-connected'] },
  { text: 'How to', folder: 'how-to' },
  {
    text: 'Guides',
    first: ['proxies', 'websocket', 'testing', 'testing-kit', 'inspector', 'diagnostics'],
    isRest: true,
  },
  { text: 'Frameworks', folder: 'frameworks' },
  { text: 'Runtimes', first: ['platforms'], folder: 'runtimes' },
  { text: 'Migration', first: ['solar2d'], folder: 'migration' },
  { text: 'Reference', first: ['api', 'errors', 'compatibility', 'benchmarks'] },
  { text: 'Decisions', folder: 'decisions', isCollapsed: true },
]

interface Page {
  readonly text: string
  readonly link: string
  readonly order: number
}

/** A page by its path without `.md`. Its title is that of the front matter, or else its heading. */
function readPage(path: string): Page {
  const source = readFileSync(new URL(`${path}.md`, docs), 'utf8')
  const matter = /^---\n(.*?)^---\n/ms.exec(source)?.[1] ?? ''
  const value = (key: string): string | undefined =>
    new RegExp(`^${key}: *(.+?) *$`, 'm').exec(matter)?.[1]?.replaceAll(/^['"]|['"]$/g, '')
  const heading = /^# (.+)$/m.exec(source)?.[1] ?? path
  return {
    text: (value('sidebar') ?? value('title') ?? heading).replaceAll('`', ''),
    link: `/${path.replace(/(README|index)$/, '')}`,
    order: Number(value('order') ?? (/(README|index)$/.test(path) ? -1 : 1000)),
  }
}

function pathsIn(folder: string): string[] {
  if (!existsSync(new URL(`${folder}/`, docs))) return []
  const names = readdirSync(new URL(`${folder}/`, docs)).filter((name) => name.endsWith('.md'))
  return names.toSorted().map((name) => `${folder}/${name.slice(0, -3)}`)
}

const byOrder = (one: Page, other: Page): number =>
  one.order - other.order ||
  (one.link.startsWith('/decisions/') ? 0 : one.text.localeCompare(other.text))

function itemOf(group: Group): Item {
  const { text, first = [], folder, isRest = false, isCollapsed } = group
  const named = new Set(['index', 'README', ...GROUPS.flatMap((one) => one.first ?? [])])
  const rest = isRest ? pathsIn('.').map((path) => path.slice(2)) : []
  const found = [
    ...first.filter((path) => existsSync(new URL(`${path}.md`, docs))).map(readPage),
    ...rest
      .filter((path) => !named.has(path))
      .map(readPage)
      .toSorted(byOrder),
    ...(folder === undefined ? [] : pathsIn(folder).map(readPage).toSorted(byOrder)),
  ]
  const items = found.map((page) => ({ text: page.text, link: page.link }))
  return isCollapsed === undefined ? { text, items } : { text, items, collapsed: isCollapsed }
}

/** Every page of docs/ in its group; the generated reference is part of Reference. */
export function sidebar(): Item[] {
  // `npm run docs` writes this file before it runs VitePress.
  const file = new URL('reference/typedoc-sidebar.json', docs)
  const generated: Item = {
    text: 'Generated reference',
    collapsed: true,
    items: JSON.parse(readFileSync(file, 'utf8')) as Item[],
  }
  return GROUPS.map(itemOf)
    .filter(({ items = [] }) => items.length > 0)
    .map((group) =>
      group.text === 'Reference' ? { ...group, items: [...(group.items ?? []), generated] } : group,
    )
}
