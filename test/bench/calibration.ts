import { unitWords } from '../../server/src/engine/dimensions/semantic/unitText.ts';
import { cutWindows } from '../../server/src/engine/dimensions/semantic/windows.ts';
import { parseSource } from '../../server/src/engine/index.ts';
import { table } from '../corpus/figures.ts';
import { corpusFiles } from '../corpus/files.ts';
import { createRandom } from '../corpus/random.ts';
import { realEmbedder } from '../helpers/inline.ts';

/** Raw cosines between functions of different files of the same package: what the calibration's zero rests on. */
export async function calibration(out: (line: string) => void): Promise<object> {
  const units = corpusFiles({ perPackage: 20 }).flatMap((file) => {
    const model = parseSource(file.path, file.text);
    return model.units
      .filter((unit) => unit.signature !== null && unit.weight >= 20 && unit.weight < 400)
      .slice(0, 4)
      .map((unit) => ({
        package: file.package,
        path: file.path,
        text: cutWindows(unitWords(model, unit), 1)[0],
      }));
  });
  const embedder = realEmbedder(2);
  try {
    const vectors = await embedder.embed(units.map((unit) => unit.text));
    const random = createRandom('calibration');
    const cosines: number[] = [];
    while (cosines.length < 5000) {
      const a = Math.floor(random() * units.length);
      const b = Math.floor(random() * units.length);
      if (units[a].package !== units[b].package || units[a].path === units[b].path) continue;
      cosines.push(vectors[a].reduce((sum, value, i) => sum + value * vectors[b][i], 0));
    }
    cosines.sort((x, y) => x - y);
    const at = (share: number): number => cosines[Math.floor(share * cosines.length)];
    const figures = {
      units: units.length,
      pairs: cosines.length,
      p5: at(0.05),
      p50: at(0.5),
      p75: at(0.75),
      p90: at(0.9),
      p95: at(0.95),
    };
    for (const line of table([
      Object.keys(figures),
      Object.values(figures).map((value) => (value < 1 ? value.toFixed(3) : String(value))),
    ]))
      out(line);
    return figures;
  } finally {
    await embedder.close();
  }
}
