export const styles = `
:host {
  --ground: light-dark(#fff, #161c19);
  --raised: light-dark(#f6f7f3, #1d2521);
  --ink: light-dark(#1b2420, #e2e9e5);
  --soft: light-dark(#59645e, #9daaa3);
  --line: light-dark(#dfe1d9, #2c3631);
  --accent: light-dark(#0b6b57, #4cc7a6);
  --chosen: light-dark(#e0f0eb, #1f3a33);
  --sent: light-dark(#1d5bb8, #86b6ff);
  --received: light-dark(#0d7340, #5fd394);
  --wait: light-dark(#8a5300, #e5b454);
  --bad: light-dark(#b3261e, #ff9188);
  --mono: 12px/16px ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace;
  color-scheme: light dark;
  container-type: inline-size;
  display: block;
  height: 34rem;
  background: var(--ground);
  color: var(--ink);
  font: 13px/18px system-ui, sans-serif;
}
:host([theme='light']) { color-scheme: light }
:host([theme='dark']) { color-scheme: dark }
:host([hidden]) { display: none }
* { box-sizing: border-box }
.panel { display: grid; height: 100%; grid-template: auto minmax(0, 1fr) auto / 13rem minmax(0, 1fr); border: 1px solid var(--line) }
.toolbar, .controls { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; padding: 6px 8px; grid-column: 1 / -1; background: var(--raised); border-bottom: 1px solid var(--line) }
.controls { border-width: 1px 0 0 }
i { flex: 1 }
button, .button, input, select { font: inherit; color: inherit; height: 26px; padding: 0 9px; border: 1px solid var(--line); border-radius: 5px; background: var(--ground) }
button, .button, select { cursor: pointer }
button:hover, .button:hover { border-color: var(--soft) }
button:disabled { color: var(--soft); cursor: default; border-color: var(--line) }
button[aria-pressed='true'] { background: var(--accent); border-color: var(--accent); color: var(--ground) }
:focus-visible, .button:focus-within { outline: 2px solid var(--accent); outline-offset: 1px }
label { display: inline-flex; gap: 4px; align-items: center; color: var(--soft) }
.button { color: inherit; position: relative }
[type='file'] { position: absolute; inset: 0; opacity: 0; width: 100%; cursor: pointer }
[type='checkbox'] { height: auto; margin: 0; accent-color: var(--accent) }
[type='search'] { width: 11rem }
[name='data'] { flex: 1 1 9rem; min-width: 0 }
fieldset { display: contents }
legend { float: left; color: var(--soft); margin-inline-start: 8px }
.count { color: var(--soft); font-variant-numeric: tabular-nums }
nav { overflow: auto; border-inline-end: 1px solid var(--line); padding: 4px }
nav button { display: grid; grid-template-columns: 14px 1fr; align-items: center; width: 100%; height: auto; padding: 5px 6px; border: 0; text-align: start; background: none }
nav [aria-current='true'] { background: var(--chosen) }
nav small { grid-column: 2; color: var(--soft); font-variant-numeric: tabular-nums }
.uri, nav small { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.dot { width: 8px; height: 8px; border-radius: 50% }
.dot, .period { background: var(--soft) }
.dot.open, .period.open { background: var(--received) }
.dot.connecting, .period.connecting { background: var(--sent) }
.dot.waiting, .period.waiting { background: var(--wait) }
.period.closed { opacity: 0.35 }
.main { display: grid; grid-template-rows: auto minmax(0, 1fr) auto; min-height: 0; min-width: 0 }
.figures { padding: 8px 10px 0; display: grid; grid-template-columns: minmax(5.5rem, auto) 1fr; gap: 0 12px }
.figures dl { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 0 }
.figures p { margin: 0 }
.figures div { display: flex; gap: 5px }
dt { color: var(--soft) }
dd { margin: 0; font-variant-numeric: tabular-nums }
.state b, .sent .sign, .delivery.handed { color: var(--sent) }
.state.open b, .message .sign, .row.open, .delivery.left { color: var(--received) }
.state.waiting b, .row.gap, .delivery.waiting { color: var(--wait) }
.state.closed b { color: var(--soft) }
.bad dd, .error, .row.error, .row.close, .delivery.unsent, .delivery.unconfirmed, .notice { color: var(--bad) }
.row.status, .row.connect, .row.probe { color: var(--soft) }
.figures .error { grid-column: 1 / -1; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
.timeline { position: relative; height: 8px; margin: 8px 10px 0; background: var(--raised); border-radius: 4px; overflow: hidden }
.period { position: absolute; inset-block: 0; border-inline-end: 1px solid var(--ground) }
.charts { display: grid; grid-template-columns: 1fr 1fr; gap: 0 12px; padding: 6px 10px; border-bottom: 1px solid var(--line) }
figure { margin: 0; min-width: 0 }
figcaption { display: flex; gap: 12px; color: var(--soft); font-size: 11px }
figcaption span::before { content: ''; display: inline-block; width: 10px; height: 2px; margin-inline-end: 5px; vertical-align: middle; background: var(--sent) }
figcaption .b::before { background: var(--received) }
figcaption .c::before { background: var(--wait) }
.chart { height: 64px }
.ct-label { display: flex; justify-content: flex-end; align-items: flex-end; padding-inline-end: 6px; color: var(--soft); font-size: 10px; line-height: 1 }
.ct-grid { stroke: var(--line) }
.ct-line { fill: none; stroke: var(--sent); stroke-width: 1.5px }
.ct-series-b .ct-line { stroke: var(--received) }
.trip .ct-line { stroke: var(--wait) }
.list { overflow: auto; contain: strict; height: 100% }
.list:focus-visible, .body:focus-visible, nav button:focus-visible { outline-offset: -2px }
.row { display: flex; gap: 8px; align-items: center; height: 24px; padding: 0 10px; font: var(--mono); white-space: nowrap; cursor: default; border-bottom: 1px solid color-mix(in srgb, var(--line) 45%, transparent) }
.row:hover { background: var(--raised) }
.row[aria-selected='true'] { background: var(--chosen) }
.time, .size { color: var(--soft) }
.sign { width: 1em; text-align: center }
.text { flex: 1; overflow: hidden; text-overflow: ellipsis }
.delivery { font: 11px/16px system-ui, sans-serif }
.detail { display: grid; grid-template-rows: auto minmax(0, 1fr); height: 11rem; border-top: 1px solid var(--line); background: var(--raised) }
.detail header { display: flex; gap: 10px; align-items: center; padding: 4px 10px; color: var(--soft) }
.detail b { color: var(--ink) }
.body { overflow: auto; padding: 2px 10px 8px; font: var(--mono) }
pre { margin: 0; font: inherit }
.wrap { white-space: pre-wrap; overflow-wrap: anywhere }
details > :not(summary) { margin: 0 0 0 1.25em }
summary { cursor: pointer }
.leaf { padding-inline-start: 1em; overflow-wrap: anywhere }
.key::after { content: ': ' }
.key, .null { color: var(--soft) }
.string { color: var(--received) }
.number, .boolean { color: var(--sent) }
.notice { display: flex; grid-column: 1 / -1; padding: 6px 10px; margin: 0; gap: 8px; border-top: 1px solid var(--bad) }
.empty { margin: auto; padding: 2rem; max-width: 34rem; color: var(--soft); text-align: center; grid-column: 1 / -1 }
code { font: var(--mono); color: var(--ink) }
@container (max-width: 44rem) {
  .panel { grid-template: auto auto minmax(0, 1fr) auto / minmax(0, 1fr) }
  nav { display: flex; border: 0; border-bottom: 1px solid var(--line) }
  nav button { width: auto; min-width: 9rem }
  .figures { grid-template-columns: 1fr }
  .figures dl { gap: 0 12px }
}
`
