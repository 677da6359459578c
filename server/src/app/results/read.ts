import { type CsvError, parse } from 'csv-parse/sync';
import { InputError } from '../workbench.ts';
import { readInspect } from './inspect.ts';
import { readPromptfoo } from './promptfoo.ts';
import { type ResultRow, type Results, rowOf } from './row.ts';

/**
 * Reads results that any tool measured: CSV with a header, JSON lines, an array of such rows, promptfoo's output or a
 * log of Inspect; what it is shows in its content.
 * @param name of the file, for messages
 * @throws InputError naming file and line, what is wrong and what is allowed
 */
export function readResults(content: string, name: string): Results {
  const text = content.replace(/^\uFEFF/, '');
  if (text.trim() === '')
    throw new InputError(`${name} is empty; a first line names the columns: task,model,score.`);
  if (!/^\s*[[{]/.test(text)) return { format: 'csv', rows: readCsv(text, name) };
  const document = parsed(text);
  if (document === undefined) return { format: 'jsonl', rows: readLines(text, name) };
  if (Array.isArray(document))
    return {
      format: 'jsonl',
      rows: document.map((row, index) => rowOf(recordOf(row), `${name}, row ${index + 1}`)),
    };
  const promptfoo = readPromptfoo(document);
  if (promptfoo !== null) return { format: 'promptfoo', rows: promptfoo };
  const inspect = readInspect(document, name);
  if (inspect !== null) return { format: 'inspect', rows: inspect };
  return { format: 'jsonl', rows: readLines(text, name) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readCsv(text: string, name: string): ResultRow[] {
  let records: { record: Record<string, string>; info: { lines: number } }[];
  try {
    records = parse(text, {
      columns: (header: string[]) => header.map((column) => column.trim().toLowerCase()),
      delimiter: [',', ';', '\t'],
      skip_empty_lines: true,
      trim: true,
      info: true,
    });
  } catch (error) {
    const { lines, code } = error as CsvError & { lines?: number };
    throw new InputError(
      `${name}, line ${lines ?? '?'}: this is no CSV (${code ?? (error as Error).message}).`,
    );
  }
  return records.map(({ record, info }) => rowOf(record, `${name}, line ${info.lines}`));
}

function readLines(text: string, name: string): ResultRow[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const place = `${name}, line ${index + 1}`;
    const record = parsed(line);
    if (record === undefined) throw new InputError(`${place}: this is no JSON; each line is one object.`);
    return [rowOf(recordOf(record), place)];
  });
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}
