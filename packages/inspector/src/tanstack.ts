import './element.ts'

/** A plugin as TanStack Devtools takes it. */
export interface WseventDevtoolsPlugin {
  readonly id: string
  readonly name: string
  readonly defaultOpen: boolean
  render(place: HTMLElement, theme: 'dark' | 'light'): null
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
    // Called again when the theme changes. React's adapter wants something that it can render: null is nothing.
    render(place, theme) {
      const inspector =
        place.querySelector('ws-inspector') ?? document.createElement('ws-inspector')
      inspector.setAttribute('theme', theme)
      inspector.style.height = '100%'
      if (channel !== undefined) inspector.setAttribute('channel', channel)
      if (inspector.parentNode !== place) place.append(inspector)
      return null
    },
  }
}
