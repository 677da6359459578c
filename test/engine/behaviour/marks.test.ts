import { expect, test } from 'vitest';
import { departuresOf } from '../../../server/src/engine/behaviour/domain.ts';
import { hypothesesOf } from '../../../server/src/engine/behaviour/inference/hypotheses.ts';
import { marksOf } from '../../../server/src/engine/behaviour/inference/patterns.ts';
import { UsageReader } from '../../../server/src/engine/behaviour/inference/reader.ts';
import { parseSource } from '../../../server/src/engine/index.ts';
import { K } from '../../../server/src/engine/model/kinds.ts';

test('the marks of a regular expression are those that it looks for, not its own syntax', () => {
  expect(marksOf('/[&<>"]/g')).toEqual(['&', '<', '>', '"']);
  expect(marksOf('/^(\\.+)\\/?(?:a|b){2}$/')).toEqual(['.', '/']);
  expect(marksOf('/[^\\w\\]]|\\s+~/')).toEqual([']', '~']);
});

test('what the code looks for is no unusual mark', () => {
  const departures = (body: string, text: string) => {
    const { tree } = parseSource('a.js', `const MARKS = /[&<]/g; function f(s) { ${body} }`);
    const node = tree.kind.indexOf(K.Function);
    const [slot] = new UsageReader(tree).functionSlot(node).root.parameters!;
    const hypotheses = [[hypothesesOf(slot!, 's')[0]!.shape]];
    return [...departuresOf({ hypotheses, sameLength: [], classifies: false }, [text])];
  };
  expect(departures('return s.replace(MARKS, "");', 'a&b')).toEqual([]);
  expect(departures('return MARKS.test(s) ? s : s.trim();', 'a&b')).toEqual([]);
  expect(departures('return s.startsWith("./") ? s.slice(2) : s;', './a')).toEqual([]);
  expect(departures('return s.replace(MARKS, "");', 'a%b')).toEqual(['unusual marks']);
});
