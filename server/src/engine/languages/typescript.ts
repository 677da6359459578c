import { parseEcmaScript } from './ecmascript/parse.ts';
import type { Language } from './language.ts';

export const typescript: Language = {
  id: 'typescript',
  parse: (path, text) => parseEcmaScript(path, text, 'typescript'),
};
