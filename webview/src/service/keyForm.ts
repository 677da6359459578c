import { h, newId } from '../dom.ts';
import { masthead } from '../sections.ts';

export interface KeyForm {
  readonly nodes: readonly Node[];
  focus(): void;
}

/**
 * Asks for the service's key.
 * @param problem what is wrong with the one that was given before
 * @param given answers what is wrong with a key; null: nothing
 */
export function createKeyForm(
  problem: string | null,
  given: (key: string) => Promise<string | null>,
): KeyForm {
  const [id, helpId] = [newId('key'), newId('key-help')];
  const field = h('input', {
    class: 'field',
    attributes: {
      id,
      type: 'password',
      autocomplete: 'off',
      autocapitalize: 'none',
      spellcheck: 'false',
      required: true,
      'aria-describedby': helpId,
    },
  });
  const alert = h('p', { class: 'failed', attributes: { role: 'alert' } }, problem);
  const send = h('button', { class: 'button primary', attributes: { type: 'submit' } }, 'Show comparisons');
  const form = h(
    'form',
    { class: 'key-form', attributes: { autocomplete: 'off' } },
    h('label', { attributes: { for: id } }, 'Key'),
    field,
    send,
    alert,
    h(
      'p',
      { class: 'note', attributes: { id: helpId } },
      'One of those that API_KEY holds where the service runs. It stays in this tab, until that is closed.',
    ),
  );

  function wrong(text: string): void {
    alert.textContent = text;
    field.setAttribute('aria-invalid', 'true');
    field.focus();
    field.select();
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    send.disabled = true;
    alert.textContent = '';
    field.removeAttribute('aria-invalid');
    const what = await given(field.value.trim());
    send.disabled = false;
    if (what !== null) wrong(what);
  });
  return {
    nodes: [masthead('Leaderboard', 'This service asks for a key', []), form],
    focus: () => field.focus(),
  };
}
