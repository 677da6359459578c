/** What a line on the command line's standard error says. */
export type Line =
  /** `done` and `total` count files; both are null while nothing can be counted. */
  | {
      readonly kind: 'progress';
      readonly text: string;
      readonly done: number | null;
      readonly total: number | null;
    }
  /** What Fern says of itself: a warning, or why it stopped. */
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'other'; readonly text: string };

const PROGRESS = /^(?:Reading|Matching|Scoring)\b/;
/** Followed by the rate, or by nothing; a model's name may hold figures too, so the last place counts. */
const COUNT = / (\d+)\/(\d+)(?:, [^/]*files\/s.*)?$/;
const MESSAGE = /^fern: (.+)$/;

/** Reads one line; never throws. */
export function readLine(line: string): Line {
  const message = MESSAGE.exec(line)?.[1];
  if (message !== undefined) return { kind: 'message', text: message };
  if (!PROGRESS.test(line)) return { kind: 'other', text: line };
  const [, done, total] = COUNT.exec(line) ?? [];
  if (done === undefined || total === undefined)
    return { kind: 'progress', text: line, done: null, total: null };
  return { kind: 'progress', text: line, done: Number(done), total: Number(total) };
}

/** Puts chunks of text together to lines; `end` hands over what has no line end. */
export function createLines(onLine: (line: string) => void): { push(chunk: string): void; end(): void } {
  let rest = '';
  const give = (line: string): void => {
    const text = line.trimEnd();
    if (text !== '') onLine(text);
  };
  return {
    push(chunk) {
      const lines = (rest + chunk).split(/\r?\n|\r/);
      rest = lines.pop() ?? '';
      for (const line of lines) give(line);
    },
    end() {
      give(rest);
      rest = '';
    },
  };
}
