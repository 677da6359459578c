import type { Reporter } from './reporter.ts';

/** The document itself: one JSON value, indented by two, and a newline. */
export const json: Reporter = {
  id: 'json',
  render: (report) => `${JSON.stringify(report.document, null, 2)}\n`,
};
