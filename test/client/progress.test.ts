import { describe, expect, test } from 'vitest';
import { createLines, readLine } from '../../client/src/progress.ts';
import { createProgress } from '../../server/src/cli/progress.ts';

describe('reading a line', () => {
  test.each([
    ['Scoring aspen 12/18, 3.4 files/s, 2 s left', 12, 18],
    ['Scoring aspen 12/18', 12, 18],
    ['Scoring gpt 4/5 mini 7/30, 12 files/s', 7, 30],
    ['Matching …', null, null],
    ['Reading a/b …', null, null],
  ])('%s', (text, done, total) => {
    expect(readLine(text)).toEqual({ kind: 'progress', text, done, total });
  });

  test('what Fern says of itself', () => {
    expect(readLine('fern: the cache is read-only')).toEqual({
      kind: 'message',
      text: 'the cache is read-only',
    });
  });

  test.each(['Report: /tmp/x.html', '(node:1) Warning: x', '    at main (fern.js:1:1)', 'Scoringly 1/2'])(
    '%s',
    (text) => {
      expect(readLine(text)).toEqual({ kind: 'other', text });
    },
  );

  test('reads what the command line writes', () => {
    let time = 0;
    const written: string[] = [];
    const { onProgress } = createProgress((text) => written.push(text), {
      terminal: false,
      quiet: false,
      width: 80,
      now: () => time,
    });
    for (const done of [0, 5, 9]) {
      onProgress({ phase: 'scoring', model: 'm 1/2', done, total: 10 });
      time += 6000;
    }
    const lines = written.join('').trimEnd().split('\n').map(readLine);
    expect(lines.map((line) => (line.kind === 'progress' ? [line.done, line.total] : line))).toEqual([
      [5, 10],
      [9, 10],
    ]);
  });
});

test('lines come whole however the text is cut', () => {
  const text = 'one\r\ntwo\n\nthree ü\rfour  \nfive';
  for (let size = 1; size <= text.length; size++) {
    const seen: string[] = [];
    const lines = createLines((line) => seen.push(line));
    for (let at = 0; at < text.length; at += size) lines.push(text.slice(at, at + size));
    lines.end();
    expect(seen).toEqual(['one', 'two', 'three ü', 'four', 'five']);
  }
});
