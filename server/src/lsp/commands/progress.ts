import type { Progress } from '../../app/ports.ts';
import { count } from '../../protocol/figures.ts';

const PHASES = { reading: 'reading', matching: 'matching', scoring: 'scoring' } as const;

/** Says how far a comparison is: files per second, and the time left when that can be told. */
export function createProgress(
  models: readonly string[],
  started: number,
  now: () => number = () => performance.now(),
): (step: Progress) => { message: string; percentage: number } {
  let before = 0;
  let model: string | undefined;
  let inModel = 0;
  return (step) => {
    if (step.model !== model) {
      before += inModel;
      inModel = 0;
      model = step.model;
    }
    if (step.phase === 'scoring') inModel = step.done;
    const index = Math.max(0, models.indexOf(step.model ?? ''));
    const share = step.phase === 'scoring' && step.total > 0 ? step.done / step.total : 0;
    const percentage = Math.floor((100 * (index + share)) / Math.max(1, models.length));
    const seconds = (now() - started) / 1000;
    const done = before + inModel;
    const rate =
      done === 0 || seconds < 1 ? '' : `, ${(done / seconds).toFixed(done / seconds < 10 ? 1 : 0)} files/s`;
    const left =
      percentage >= 5 && seconds >= 2
        ? `, about ${duration((seconds * (100 - percentage)) / percentage)} left`
        : '';
    const what = step.model === undefined ? 'golden code' : step.model;
    const files = step.phase === 'matching' ? '' : ` ${step.done} of ${count(step.total, 'file')}`;
    return { message: `${what}: ${PHASES[step.phase]}${files}${rate}${left}`, percentage };
  };
}

function duration(seconds: number): string {
  return seconds < 60 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}
