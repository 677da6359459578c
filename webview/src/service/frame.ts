import { h } from '../dom.ts';

/** The parts of the page that are always there. */
export interface Frame {
  readonly nodes: readonly Node[];
  /** Beside the board: what runs are there. */
  readonly aside: HTMLElement;
  readonly main: HTMLElement;
  /** Told to who can't see it. */
  say(text: string): void;
  /** Whether there is a key to be forgotten. */
  hasKey(has: boolean): void;
  /** Shows something in the place of what is there. @param focus for who goes on from there with the keyboard */
  show(nodes: readonly Node[], focus: boolean): void;
  busy(is: boolean): void;
}

export function createFrame(forget: () => void): Frame {
  const aside = h('nav', { class: 'runs', attributes: { 'aria-label': 'Comparisons' } });
  const main = h('main', { attributes: { id: 'fern' } });
  const status = h('p', { class: 'spoken', attributes: { role: 'status' } });
  const forgetting = h(
    'button',
    { class: 'button', attributes: { type: 'button', hidden: true }, on: { click: forget } },
    'Forget key',
  );
  const skip = h(
    'button',
    { class: 'button skip', attributes: { type: 'button' }, on: { click: () => focusOn(main) } },
    'Skip to the comparison',
  );
  const bar = h(
    'header',
    { class: 'service-bar' },
    skip,
    h('a', { class: 'brand', attributes: { href: './' } }, 'Fern'),
    h('span', { class: 'note' }, 'Comparisons of models'),
    h('span', { class: 'links' }, h('a', { attributes: { href: 'docs' } }, 'API'), forgetting),
  );
  return {
    nodes: [bar, h('div', { class: 'columns' }, aside, main), status],
    aside,
    main,
    say(text) {
      status.textContent = text;
    },
    hasKey(has) {
      forgetting.hidden = !has;
    },
    show(nodes, focus) {
      main.replaceChildren(...nodes);
      main.removeAttribute('aria-busy');
      if (focus) focusOn(main);
    },
    busy(is) {
      if (is) main.setAttribute('aria-busy', 'true');
      else main.removeAttribute('aria-busy');
    },
  };
}

/** To the heading, from where a screen reader reads on. */
function focusOn(main: HTMLElement): void {
  const heading = main.querySelector('h1') ?? main;
  heading.setAttribute('tabindex', '-1');
  heading.focus();
}
