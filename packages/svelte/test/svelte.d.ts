declare module '*/chat.svelte' {
  import type { Component } from 'svelte'

  const component: Component<{ room: string }>
  export default component
}

declare module '*.svelte' {
  import type { Component } from 'svelte'

  const component: Component<{
    setup: () => () => unknown
    onerror?: (error: unknown) => void
  }>
  export default component
}
