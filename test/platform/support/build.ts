import path from 'node:path';
import { build } from 'esbuild';

export const ROOT = path.resolve(import.meta.dirname, '../../..');
export const MODEL_FOLDER = path.join(ROOT, 'models/all-MiniLM-L6-v2');
const OUT = path.join(ROOT, 'dist/test');

/**
 * Bundles a script the way the product does, into the project, where the native packages can be found.
 * @returns its absolute path
 */
export async function buildScript(entry: string): Promise<string> {
  const outfile = path.join(OUT, `${path.basename(entry, '.ts')}.js`);
  await build({
    entryPoints: [path.resolve(ROOT, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['onnxruntime-node', 'lmdb'],
    logLevel: 'silent',
  });
  return outfile;
}
