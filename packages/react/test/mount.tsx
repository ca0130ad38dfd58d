import { act, Component, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, onTestFinished, vi } from 'vitest'

declare global {
  var happyDOM: { readonly settings: object }
}

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
// As browsers do, and as React 18 needs it: what a listener throws does not leave dispatchEvent.
Object.assign(globalThis.happyDOM.settings, { disableErrorCapturing: false })

export interface Mounted {
  readonly element: HTMLElement
  render(node: ReactNode): Promise<void>
  unmount(): Promise<void>
}

/** Renders into a root of its own, which ends with the test. */
export async function mount(node: ReactNode): Promise<Mounted> {
  const element = document.createElement('div')
  const root = createRoot(element)
  const render = (next: ReactNode): Promise<void> => act(async () => root.render(next))
  const unmount = (): Promise<void> => act(async () => root.unmount())
  onTestFinished(unmount)
  await render(node)
  return { element, render, unmount }
}

/** Resolves once that is what the element shows. */
export async function shows(element: HTMLElement, text: string): Promise<void> {
  await vi.waitFor(async () => {
    await act(async () => undefined)
    expect(element.textContent).toBe(text)
  })
}

/** For errors that are expected: React tells the console of them, and 18 the window. */
export function silence(): void {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
}

/** Keeps the error that its children threw. */
export class Boundary extends Component<{
  readonly children: ReactNode
  readonly onError: (error: unknown) => void
}> {
  override readonly state: { readonly hasFailed: boolean } = { hasFailed: false }

  static getDerivedStateFromError(): object {
    return { hasFailed: true }
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error)
  }

  override render(): ReactNode {
    return this.state.hasFailed ? 'failed' : this.props.children
  }
}
