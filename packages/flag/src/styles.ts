/**
 * Quiet by default and the page's own in colour scheme: `light-dark()` follows the `color-scheme` that the page declares.
 * Every colour can be set from outside by a custom property.
 */
export const STYLES = `
:host {
  --_ink: var(--dayshift-flag-ink, light-dark(#15211f, #e4ebed));
  --_quiet: var(--dayshift-flag-quiet, light-dark(#4f5e65, #a5b2b8));
  --_surface: var(--dayshift-flag-surface, light-dark(#fff, #12181b));
  --_line: var(--dayshift-flag-line, light-dark(#8a979d, #75848b));
  --_accent: var(--dayshift-flag-accent, light-dark(#0f5f78, #63b7cf));
  --_on-accent: var(--dayshift-flag-on-accent, light-dark(#fff, #06222b));
  --_radius: var(--dayshift-flag-radius, 6px);
  display: inline-block;
  position: relative;
  font: var(--dayshift-flag-font, 400 14px/1.45 system-ui, sans-serif);
  color: var(--_ink);
}
:host([hidden]) { display: none; }
* { box-sizing: border-box; }
button {
  font: inherit;
  font-weight: 550;
  min-height: 28px;
  padding: 3px 10px;
  border: 1px solid var(--_line);
  border-radius: var(--_radius);
  background: var(--_surface);
  color: var(--_ink);
  cursor: pointer;
}
button:hover { border-color: var(--_accent); }
button.send { background: var(--_accent); border-color: var(--_accent); color: var(--_on-accent); }
:is(button, textarea):focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
button[aria-disabled='true'] { cursor: progress; }
.trigger { display: inline-flex; align-items: center; gap: 6px; white-space: nowrap; }
.trigger svg { width: 14px; height: 14px; flex: none; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linejoin: round; }
.trigger[data-state] svg { fill: currentcolor; }
.panel {
  position: absolute;
  z-index: var(--dayshift-flag-z, 10);
  inset-block-start: calc(100% + 6px);
  inset-inline-start: 0;
  display: grid;
  gap: 10px;
  width: min(340px, 90vw);
  padding: 12px;
  border: 1px solid var(--_line);
  border-radius: var(--_radius);
  background: var(--_surface);
  box-shadow: 0 8px 24px rgb(0 0 0 / 18%);
  text-align: start;
}
.panel[data-end] { inset-inline: auto 0; }
.panel[hidden], [hidden] { display: none; }
p { margin: 0; overflow-wrap: anywhere; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.answer { padding-inline-start: 10px; border-inline-start: 2px solid var(--_accent); white-space: pre-line; }
.said { color: var(--_quiet); font-size: 0.93em; white-space: pre-line; }
label { display: grid; gap: 3px; color: var(--_quiet); font-size: 0.93em; }
textarea {
  font: inherit;
  width: 100%;
  min-height: 56px;
  padding: 6px 8px;
  border: 1px solid var(--_line);
  border-radius: var(--_radius);
  background: var(--_surface);
  color: var(--_ink);
  resize: vertical;
}
.acts { display: flex; justify-content: flex-end; gap: 8px; }
@media (prefers-reduced-motion: no-preference) { .panel { animation: appear 120ms ease-out; } }
@keyframes appear { from { opacity: 0; transform: translateY(-2px); } }
`
