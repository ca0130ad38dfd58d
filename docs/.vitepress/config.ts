import { defineConfig } from 'vitepress'
import { slug } from 'github-slugger'
import llms from 'vitepress-plugin-llms'
import { extend } from './markdown.ts'
import { sidebar } from './sidebar.ts'
import { cleanTwins, twoslash, withoutMarks } from './twoslash.ts'

const repository = 'https://github.com/wsevent/wsevent'

const DESCRIPTION = 'One WebSocket client, the same in every browser and in Node.'

// Nobody should edit what the next run overwrites.
const GENERATED = /^(reference\/.*|benchmarks\.md|compatibility\.md)$/

export default defineConfig({
  title: 'wsevent',
  description: DESCRIPTION,
  lang: 'en',
  cleanUrls: true,
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: '/logo.svg' }],
    ['meta', { name: 'theme-color', content: '#0b6b57' }],
    ['meta', { property: 'og:image', content: '/social.png' }],
    ['meta', { property: 'og:description', content: DESCRIPTION }],
    ['meta', { name: 'twitter:card', content: 'summary_large_image' }],
  ],
  // On GitHub a folder's page is README.md; on the site it is index.
  srcExclude: ['README.md', 'reference/README.md'],
  rewrites: { ':folder/README.md': ':folder/index.md' },
  markdown: {
    anchor: { slugify: (heading: string) => slug(heading) },
    // The usual ones lack contrast.
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    // Its types are those of another Shiki.
    codeTransformers: [twoslash as never],
    config: extend,
  },
  // llms.txt, llms-full.txt, and each page as Markdown next to it. The plugin's types are those of another Vite.
  vite: { plugins: [llms() as never] },
  buildEnd: ({ outDir }) => cleanTwins(outDir),
  transformPageData({ filePath, frontmatter }) {
    if (GENERATED.test(filePath)) frontmatter['editLink'] = false
  },
  themeConfig: {
    logo: { src: '/logo.svg', alt: '' },
    nav: [
      { text: 'Guide', link: '/getting-started' },
      { text: 'How-tos', link: '/how-to/' },
      { text: 'API', link: '/api' },
      { text: 'Errors', link: '/errors' },
    ],
    sidebar: sidebar(),
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      // What a hover says is not part of the page.
      options: { _render: (source, env, md) => md.render(withoutMarks(source), env) },
    },
    socialLinks: [{ icon: 'github', link: repository }],
    editLink: { pattern: `${repository}/edit/main/docs/:path`, text: 'Edit this page' },
  },
})
