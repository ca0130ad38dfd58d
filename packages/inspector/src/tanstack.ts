import './element.ts'

type Theme = 'dark' | 'light'

/** A plugin as TanStack Devtools takes it. */
export interface WseventDevtoolsPlugin {
  readonly id: string
  readonly name: string
  readonly defaultOpen: boolean
  render(place: HTMLElement, given: Theme | { readonly theme: Theme }): never
}

/** Options of the plugin. */
export interface WseventDevtoolsOptions {
  /** Also shows what `inspect(ws, { channel })` says in workers. */
  readonly channel?: string | undefined
  /** @defaultValue false */
  readonly defaultOpen?: boolean | undefined
}

/**
 * The inspector as a panel of TanStack Devtools.
 * @example
 * ```tsx
 * <TanStackDevtools plugins={[wseventDevtools()]} />
 * ```
 */
export function wseventDevtools({
  channel,
  defaultOpen = false,
}: WseventDevtoolsOptions = {}): WseventDevtoolsPlugin {
  return {
    id: 'wsevent',
    name: 'wsevent',
    defaultOpen,
    // Called again when the theme changes.
    render(place, given) {
      // Earlier versions gave the theme itself.
      const theme = typeof given === 'string' ? given : given.theme
      const inspector =
        place.querySelector('ws-inspector') ?? document.createElement('ws-inspector')
      inspector.setAttribute('theme', theme)
      inspector.style.height = '100%'
      if (channel !== undefined) inspector.setAttribute('channel', channel)
      if (inspector.parentNode !== place) place.append(inspector)
      // Each adapter wants an element of its framework: null is nothing to all, and `never` is of every type.
      return null as never
    },
  }
}
