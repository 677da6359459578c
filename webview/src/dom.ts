type Child = Node | string | null;

interface Properties {
  class?: string;
  /** Attributes; `true` sets an empty one, null leaves it out. Never `style`, which the page's policy forbids. */
  attributes?: Readonly<Record<string, string | true | null>>;
  on?: Readonly<Record<string, (event: Event) => void>>;
}

/** Creates an element. Strings become text nodes, so data can never become markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (properties.class !== undefined) element.className = properties.class;
  for (const [name, value] of Object.entries(properties.attributes ?? {})) {
    if (value !== null) element.setAttribute(name, value === true ? '' : value);
  }
  for (const [name, listener] of Object.entries(properties.on ?? {}))
    element.addEventListener(name, listener);
  for (const child of children) {
    if (child !== null) element.append(child);
  }
  return element;
}

let last = 0;

/** An id that no other element of the page has. */
export function newId(prefix: string): string {
  last += 1;
  return `${prefix}-${last}`;
}

// Controls, bidi marks and overrides, line separators: invisible, or they reorder what stands beside them.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** The text with every character made visible that could hide or reorder text. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 ? String.fromCharCode(0x2400 + code) : '\ufffd';
  });
}

const LONGEST_PATH = 96;

/** A path with its folder toned down; a long one loses its middle and keeps the whole as its tooltip. */
export function pathNode(path: string): HTMLElement {
  const whole = visible(path);
  const letters = Array.from(whole);
  const text =
    letters.length <= LONGEST_PATH
      ? whole
      : `${letters.slice(0, 32).join('')}…${letters.slice(-63).join('')}`;
  const cut = text.lastIndexOf('/') + 1;
  return h(
    'span',
    { class: 'path', attributes: { title: text === whole ? null : whole } },
    cut === 0 ? null : h('span', { class: 'folder' }, ...foldersOf(text.slice(0, cut))),
    text.slice(cut),
  );
}

/** Folders with places between them where a line may break. */
function foldersOf(folders: string): Child[] {
  return folders.split(/(?<=\/)/).flatMap((folder) => [folder, h('wbr')]);
}

/** Text for screen readers only. */
export function spoken(text: string): HTMLElement {
  return h('span', { class: 'spoken' }, text);
}
