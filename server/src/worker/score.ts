import workerpool from 'workerpool';
import { createAnalysis } from '../app/analysis.ts';
import { judge } from '../app/judge.ts';
import { firstPlaces } from '../engine/index.ts';
import { listFiles } from '../platform/files.ts';

/** The scoring thread: lists folders, parses, aligns and scores what the sources alone say, judges what came out. */
const analysis = createAnalysis();

workerpool.worker({
  draft: analysis.draft,
  summarize: analysis.summarize,
  match: analysis.match,
  units: analysis.units,
  unitDrafts: analysis.unitDrafts,
  outline: analysis.outline,
  imports: analysis.imports,
  list: listFiles,
  judge,
  firstPlaces,
});
