/** A host that embeds without end; the test kills it. Arguments: script, model folder. */
import { createOnnxEmbedder } from '../../../server/src/platform/onnxEmbedder.ts';

const [workerScript = '', modelFolder = ''] = process.argv.slice(2);
const embedder = createOnnxEmbedder({ modelFolder, workerScript, processes: 2 });
const text = 'const value = compute(first, second); '.repeat(40);
const texts = Array.from({ length: 5000 }, (_, index) => `${text}${index}`);
void embedder.embed(['warm']).then(() => {
  process.stdout.write('working\n');
  return embedder.embed(texts);
});
