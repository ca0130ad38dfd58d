/** What axe finds in VitePress's own theme: the home page has no main landmark, a group's button holds another. */
export function repairLandmarks(): void {
  const content = document.querySelector('#VPContent')
  if (content?.classList.contains('is-home')) content.setAttribute('role', 'main')
  else content?.removeAttribute('role')
  for (const caret of document.querySelectorAll('.VPSidebarItem [role=button] .caret')) {
    caret.removeAttribute('role')
    caret.removeAttribute('tabindex')
  }
}
