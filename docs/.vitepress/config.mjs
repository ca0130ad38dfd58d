import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitepress'
import { slug } from 'github-slugger'

const repository = 'https://github.com/wsevent/wsevent'

// `npm run docs` writes this file before it runs VitePress.
const reference = JSON.parse(
  readFileSync(new URL('../reference/typedoc-sidebar.json', import.meta.url), 'utf8'),
)

const guide = [
  { text: 'Get started', link: '/getting-started' },
  { text: 'Staying connected', link: '/staying-connected' },
  { text: 'Frameworks', link: '/frameworks' },
  { text: 'The W3C class', link: '/websocket' },
  { text: 'React, Vue, Svelte, Solid', link: '/bindings' },
  { text: 'Node', link: '/node' },
  { text: 'Proxies', link: '/proxies' },
  { text: 'Testing', link: '/testing' },
  { text: 'Test kit', link: '/testing-kit' },
  { text: 'Bundling', link: '/bundling' },
  { text: 'Platforms', link: '/platforms' },
  { text: 'Runtimes', link: '/runtimes' },
  { text: 'Compatibility', link: '/compatibility' },
  { text: 'Benchmarks', link: '/benchmarks' },
  { text: 'From Solar2D', link: '/solar2d' },
]

const folder = new URL('../decisions/', import.meta.url)
const decisions = readdirSync(folder)
  .filter((file) => /^\d/.test(file))
  .toSorted()
  .map((file) => {
    const heading = readFileSync(new URL(file, folder), 'utf8').split('\n', 1)[0]
    return { text: heading.replaceAll(/^# |`/g, ''), link: `/decisions/${file.slice(0, -3)}` }
  })

// Nobody should edit what the next run overwrites.
const GENERATED = /^(reference\/.*|benchmarks\.md|compatibility\.md)$/

export default defineConfig({
  title: 'wsevent',
  description: 'One WebSocket client, the same in every browser and in Node.',
  lang: 'en',
  cleanUrls: true,
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // On GitHub a folder's page is README.md; on the site it is index.
  srcExclude: ['README.md', 'reference/README.md'],
  rewrites: { 'decisions/README.md': 'decisions/index.md' },
  markdown: { anchor: { slugify: (heading) => slug(heading) } },
  transformPageData({ filePath, frontmatter }) {
    if (GENERATED.test(filePath)) frontmatter.editLink = false
  },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/getting-started' },
      { text: 'API', link: '/api' },
      { text: 'Errors', link: '/errors' },
    ],
    sidebar: [
      { text: 'Guide', items: guide },
      {
        text: 'API',
        items: [
          { text: 'API', link: '/api' },
          { text: 'Errors', link: '/errors' },
        ],
      },
      { text: 'Generated reference', collapsed: true, items: reference },
      {
        text: 'Decisions',
        collapsed: true,
        items: [{ text: 'All decisions', link: '/decisions/' }, ...decisions],
      },
    ],
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: `${repository}/edit/main/docs/:path`, text: 'Edit this page' },
  },
})
