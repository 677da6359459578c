import type { Checkbox, Dropdown, Panels, TextField } from '@vscode/webview-ui-toolkit';
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodePanels,
  vsCodePanelTab,
  vsCodePanelView,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';
import { h, newId } from './dom.ts';

/** VS Code's own controls; the only file that knows where they come from. */

let registered = false;

/** To be called once before any of them is made. */
export function registerToolkit(): void {
  if (registered) return;
  registered = true;
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodePanels(),
    vsCodePanelTab(),
    vsCodePanelView(),
    vsCodeTextField(),
  );
}

function custom<T extends HTMLElement>(
  tag: string,
  attributes: Readonly<Record<string, string>>,
  ...children: (Node | string)[]
): T {
  const element = document.createElement(tag) as T;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function button(
  text: string,
  click: () => void,
  appearance: 'primary' | 'secondary' = 'secondary',
): HTMLElement {
  const element = custom('vscode-button', { appearance }, text);
  element.addEventListener('click', click);
  return element;
}

/** A text field for filters; `changed` hears every letter. */
export function filterField(label: string, value: string, changed: (text: string) => void): HTMLElement {
  const field = custom<TextField>('vscode-text-field', { placeholder: label });
  // It names itself "Text field" when it comes into the page.
  requestAnimationFrame(() => field.setAttribute('aria-label', label));
  field.value = value;
  field.addEventListener('input', () => changed(field.value));
  return field;
}

export function checkbox(label: string, checked: boolean, changed: (checked: boolean) => void): HTMLElement {
  const box = custom<Checkbox>('vscode-checkbox', {}, label);
  box.checked = checked;
  box.addEventListener('change', () => {
    if (box.checked === checked) return;
    checked = box.checked;
    changed(checked);
  });
  return box;
}

/** A choice of one among texts; its label stands before it. */
export function dropdown(
  label: string,
  options: readonly string[],
  value: string,
  changed: (value: string) => void,
): HTMLElement {
  const id = newId('choice');
  const box = custom<Dropdown>(
    'vscode-dropdown',
    { id, 'aria-label': label },
    ...options.map((option) =>
      custom('vscode-option', option === value ? { value: option, selected: '' } : { value: option }, option),
    ),
  );
  box.addEventListener('change', () => changed(box.value));
  return h('span', { class: 'choice' }, h('span', { attributes: { 'aria-hidden': 'true' } }, label), box);
}

export interface Tab {
  readonly id: string;
  readonly title: string;
  /** Made when the tab is first looked at. */
  readonly build: () => readonly Node[];
}

/** Tabs, of which each is built when it is first looked at. */
export function tabs(all: readonly Tab[], active: string, changed: (id: string) => void): HTMLElement {
  const first = all.some(({ id }) => id === active) ? active : (all[0]?.id ?? '');
  const panels = custom<Panels>('vscode-panels', { 'aria-label': 'Parts of the report' });
  const views = new Map<string, HTMLElement>();
  const fill = (id: string): void => {
    const view = views.get(id);
    if (view === undefined || view.childElementCount > 0) return;
    view.append(...(all.find((tab) => tab.id === id)?.build() ?? []));
  };
  for (const { id, title } of all) panels.append(custom('vscode-panel-tab', { id: `tab-${id}` }, title));
  for (const { id } of all) {
    const content = h('div', { class: 'tab' });
    views.set(id, content);
    panels.append(custom('vscode-panel-view', { id: `view-${id}` }, content));
  }
  fill(first);
  // The panels begin with the first tab, whatever they are told before they are in the page.
  let isChosen = false;
  requestAnimationFrame(() => {
    if (!isChosen) panels.activeid = `tab-${first}`;
  });
  panels.addEventListener('change', (event) => {
    // Controls inside tell their changes too.
    if (event.target !== panels) return;
    isChosen = true;
    const id = panels.activeid.replace(/^tab-/, '');
    fill(id);
    changed(id);
  });
  return panels;
}
