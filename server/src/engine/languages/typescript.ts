import { parseEcmaScript } from './ecmascript/parse.ts';
import type { Language } from './language.ts';

export const typescript: Language = {
  id: 'typescript',
  extensions: ['.ts', '.tsx', '.mts', '.cts'],
  parse: (path, text) => parseEcmaScript(path, text, 'typescript'),
};
