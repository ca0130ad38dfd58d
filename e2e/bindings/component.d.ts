declare module '*/seat.svelte' {
  import type { Component } from 'svelte'

  const component: Component<{ setup: () => () => string; onRender: () => void }>
  export default component
}
