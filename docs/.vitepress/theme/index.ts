import TwoslashFloatingVue from '@shikijs/vitepress-twoslash/client'
import DefaultTheme from 'vitepress/theme'
import type { Theme } from 'vitepress'
import Layout from './layout.vue'
import '@shikijs/vitepress-twoslash/style.css'
import './style.css'

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    // Within a landmark, on the home page too: landmarks.ts.
    app.use(TwoslashFloatingVue, { container: 'main, #VPContent.is-home' })
  },
} satisfies Theme
