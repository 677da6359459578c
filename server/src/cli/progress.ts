import type { OnProgress, Progress } from '../app/ports.ts';
import { plain, start } from './reporters/text.ts';

export interface ProgressView {
  readonly onProgress: OnProgress;
  /** Takes the bar off the screen, so that what follows starts on a clean line. */
  clear(): void;
}

const REDRAW_MS = 80;
const PLAIN_MS = 5000;
const BAR = 24;

const WORDS: Readonly<Record<Progress['phase'], string>> = {
  reading: 'Reading',
  matching: 'Matching',
  scoring: 'Scoring',
};

/** A bar with rate and time left on a terminal; a plain line now and then elsewhere; nothing when quiet. */
export function createProgress(
  write: (text: string) => void,
  options: {
    readonly terminal: boolean;
    readonly quiet: boolean;
    readonly width: number;
    readonly now: () => number;
  },
): ProgressView {
  if (options.quiet) return { onProgress: () => {}, clear: () => {} };
  const { now, terminal } = options;
  let stage = '';
  let began = 0;
  let base = 0;
  let drawn = 0;
  let shown = false;
  const clear = (): void => {
    if (shown) write('\r\u001b[K');
    shown = false;
  };
  return {
    clear,
    onProgress(progress) {
      const next = `${progress.phase} ${progress.model ?? ''}`;
      const time = now();
      if (next !== stage) {
        stage = next;
        began = time;
        base = progress.done;
        drawn = terminal ? 0 : time;
      }
      const due = time - drawn >= (terminal ? REDRAW_MS : PLAIN_MS);
      if (!due && !(terminal && progress.done === progress.total)) return;
      drawn = time;
      const line = describe(progress, progress.done - base, (time - began) / 1000, terminal, options.width);
      if (terminal) {
        write(`\r\u001b[K${line}`);
        shown = true;
      } else {
        write(`${line}\n`);
      }
    },
  };
}

function describe(progress: Progress, done: number, seconds: number, bar: boolean, width: number): string {
  const what = `${WORDS[progress.phase]}${progress.model === undefined ? '' : ` ${plain(progress.model)}`}`;
  if (progress.total <= 1) return `${what} …`;
  const share = progress.done / progress.total;
  const filled = Math.round(share * BAR);
  const drawing = bar && width >= 70 ? ` ${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}` : '';
  const rate = seconds > 0.5 ? done / seconds : 0;
  const left = rate > 0 ? (progress.total - progress.done) / rate : 0;
  const speed = rate > 0 ? `, ${rate >= 10 ? rate.toFixed(0) : rate.toFixed(1)} files/s` : '';
  const time = rate > 0 && left >= 1 ? `, ${duration(left)} left` : '';
  const text = `${what}${drawing} ${progress.done}/${progress.total}${speed}${time}`;
  // A line that wraps could not be taken back.
  return bar ? start(text, width - 1) : text;
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
