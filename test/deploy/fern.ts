import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWorkplace, EXAMPLES } from '../helpers/cli.ts';

/** The built service as a process, on the bundled example unless another folder is said. */
export interface Fern {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

export const KEY = 'a-key-for-tests';

export async function startFern(
  root: string = EXAMPLES,
  env: Readonly<Record<string, string>> = {},
): Promise<Fern> {
  const place = createWorkplace();
  const running = place.start(['serve', '--port', '0', '--root', root, '--no-behaviour'], {
    env: { API_KEY: KEY, ...env },
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    running.child.stderr?.on('data', (piece: Buffer) => {
      said += piece;
      const found = /Fern serves .* at (http:\/\/\S+);/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    running.child.once('exit', () => reject(new Error(said)));
  });
  return {
    port: Number(new URL(url).port),
    url,
    async close() {
      running.child.kill('SIGTERM');
      await running.done;
      place.remove();
    },
  };
}

/** A model of which a byte is another one, which is seen when it is first used: a real fault of Fern's own. */
export function damagedModel(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fern-damaged-'));
  cpSync('models/all-MiniLM-L6-v2', folder, { recursive: true });
  const name = readdirSync(folder).find((file) => file.endsWith('.onnx'));
  if (name === undefined) throw new Error('There is no model.');
  const bytes = readFileSync(join(folder, name));
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(join(folder, name), bytes);
  return folder;
}
