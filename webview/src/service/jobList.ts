import type { Job } from '../../../server/src/client/documents.ts';
import { h, visible } from '../dom.ts';
import { momentText } from '../figures.ts';
import { jobName, progressText } from './words.ts';

/** Jobs that go on, and those that failed while somebody looked on. */
export interface JobList {
  readonly nodes: readonly Node[];
  show(active: readonly Job[]): void;
  failed(job: Job): void;
}

export function createJobList(): JobList {
  const list = h('ul', { class: 'job-list' });
  const failures = h('div', { attributes: { role: 'alert' } });
  const section = h('section', { attributes: { 'aria-label': 'Jobs', hidden: true } }, list, failures);

  function hide(): void {
    section.hidden = list.childElementCount + failures.childElementCount === 0;
  }

  return {
    nodes: [section],
    show(active) {
      list.replaceChildren(...active.map(itemOf));
      hide();
    },
    failed(job) {
      const close = h('button', { class: 'button', attributes: { type: 'button' } }, 'Dismiss');
      const note = h(
        'p',
        { class: 'job-failed' },
        h('span', { class: 'failed' }, `${jobName(job)} failed`),
        h('span', {}, visible(job.problem?.detail ?? '')),
        close,
      );
      close.addEventListener('click', () => {
        note.remove();
        hide();
      });
      failures.append(note);
      hide();
    },
  };
}

function itemOf(job: Job): HTMLElement {
  const { state, created, progress } = job;
  const name = `${jobName(job)} of ${momentText(created)}`;
  const bar = h('progress', { attributes: { 'aria-label': name } });
  if (state === 'running' && progress.total > 0) {
    bar.max = progress.total;
    bar.value = progress.done;
  } else if (state === 'queued') bar.value = 0;
  return h('li', {}, h('span', {}, visible(name)), bar, h('span', { class: 'note' }, progressText(job)));
}
