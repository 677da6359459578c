import { h } from '../dom.ts';
import { masthead, section } from '../sections.ts';
import { button } from '../toolkit.ts';
import { addressOf } from './address.ts';
import { errorText, firstCalls } from './words.ts';

/** What stands in the place of a board. */

export function loadingView(): Node[] {
  return [h('p', { class: 'note', attributes: { role: 'status' } }, 'Loading …')];
}

export function failureView(error: unknown, again: () => void): Node[] {
  return [
    masthead('Leaderboard', 'That did not work', []),
    h('p', { class: 'failed', attributes: { role: 'alert' } }, errorText(error)),
    h('p', { class: 'presets' }, button('Try Again', again, 'primary')),
  ];
}

/** @param newest the run that can be shown instead */
export function unknownView(newest: string | null): Node[] {
  return [
    masthead('Leaderboard', 'This comparison is not kept', []),
    h(
      'p',
      { class: 'note' },
      'It never was here, or it is too old: the service keeps comparisons for a time.',
    ),
    newest === null
      ? h('p', {}, h('a', { attributes: { href: './' } }, 'What there is'))
      : h('p', {}, h('a', { attributes: { href: addressOf(newest) } }, 'The newest comparison')),
  ];
}

/** There is nothing to show yet: how that is changed. */
export function emptyView(url: string, hasKey: boolean): Node[] {
  const { curl, fern } = firstCalls(url, hasKey);
  const code = (text: string, label: string): HTMLElement =>
    h(
      'pre',
      { class: 'scroller command', attributes: { tabindex: '0', role: 'region', 'aria-label': label } },
      h('code', {}, text),
    );
  return [
    masthead('Leaderboard', 'No comparison is kept yet', []),
    h('p', { class: 'note' }, 'As soon as one is finished it is shown here.'),
    section(
      'Over HTTP',
      'Paths are below the folder that the service serves.',
      code(curl, 'Call that compares models'),
    ),
    section(
      'With the command line',
      'In a folder with a fern.config.json, whose golden and model folders the service has at the same places.',
      code(fern, 'Command that compares models'),
    ),
  ];
}
