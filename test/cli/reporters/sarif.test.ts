import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { sarif } from '../../../server/src/cli/reporters/sarif.ts';
import { boardComparison } from '../../fixtures/documents/comparison.ts';
import { boardEvaluation } from '../../fixtures/documents/evaluation.ts';
import { OPTIONS, REPORTS } from './reports.ts';

interface Log {
  runs: [
    {
      tool: { driver: { rules: { id: string }[] } };
      originalUriBaseIds: Record<string, { uri?: string }>;
      results: {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        locations: {
          physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region?: object };
        }[];
        relatedLocations?: { physicalLocation: { artifactLocation: { uri: string } } }[];
        partialFingerprints: Record<string, string>;
      }[];
    },
  ];
}

const validate = schemaValidator();
const render = (report: Parameters<typeof sarif.render>[0]) =>
  JSON.parse(sarif.render(report, OPTIONS)) as Log;

/** The OASIS schema as published with a test library. It says draft 4, but uses nothing that draft 7 reads otherwise. */
function schemaValidator() {
  const main = createRequire(import.meta.url).resolve('@microsoft/jest-sarif');
  const path = join(dirname(main), 'schemas/sarif-2.1.0-rtm.5.json');
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const reference = /^(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#[\]-]|%[0-9A-Fa-f]{2})*$/;
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:/;
  const ajv = new Ajv({
    strict: false,
    unicodeRegExp: false,
    formats: {
      uri: (text: string) => scheme.test(text) && reference.test(text),
      'uri-reference': (text: string) => reference.test(text),
      'date-time': (text: string) => !Number.isNaN(Date.parse(text)),
    },
  });
  return ajv.compile(schema);
}

describe('sarif', () => {
  it.each(REPORTS)('%s is valid SARIF 2.1.0', (_, report) => {
    const log = render(report);
    validate(log);
    expect(validate.errors).toBeNull();
    const [run] = log.runs;
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
      for (const { physicalLocation } of [...result.locations, ...(result.relatedLocations ?? [])]) {
        const { uri } = physicalLocation.artifactLocation;
        expect(uri).toMatch(/^(?:[A-Za-z0-9._~!'()*/-]|%[0-9A-F]{2})*$/);
      }
    }
    const prints = run.results.map((result) => result.partialFingerprints['fern/v1']);
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('the schema is really asked', () => {
    const log = render({ kind: 'evaluation', document: boardEvaluation() });
    log.runs[0].results[0]!.level = 'fatal';
    expect(validate(log)).toBe(false);
  });

  it('evaluation: places count from 1, the golden is related, missing files are results', () => {
    const { results } = render({ kind: 'evaluation', document: boardEvaluation() }).runs[0];
    const found = results.find((result) => result.message.text.startsWith('The board id goes into the URL'));
    expect(found).toMatchObject({
      ruleId: 'security/url-from-input',
      level: 'error',
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'generated/aspen/services/boardClient.ts' },
            region: { startLine: 30, startColumn: 3, endLine: 30, endColumn: 25 },
          },
        },
      ],
      relatedLocations: [{ physicalLocation: { artifactLocation: { uri: 'golden/api/boardApi.ts' } } }],
    });
    expect(results.filter((result) => result.ruleId === 'fern/missing-file')).toHaveLength(1);
    expect(results).toHaveLength(77);
  });

  it('fingerprints survive moved lines', () => {
    const prints = (shift: number) => {
      const document = boardEvaluation();
      for (const { generated } of document.files.flatMap((file) => file.findings)) {
        if (generated) generated.range.start.line += shift;
        if (generated) generated.range.end.line += shift;
      }
      return render({ kind: 'evaluation', document }).runs[0].results.map(
        (result) => result.partialFingerprints,
      );
    };
    expect(prints(7)).toEqual(prints(0));
  });

  it('comparison: one result for each model and golden file that is missing or below good', () => {
    const document = boardComparison();
    const expected = document.files.flatMap((file) =>
      Object.values(file.scores).filter((score) => score === null || score < 0.6),
    );
    const { results } = render({ kind: 'comparison', document }).runs[0];
    expect(results).toHaveLength(expected.length);
    expect(results.filter((result) => result.ruleId === 'fern/missing-file')).toHaveLength(6);
  });

  it.each([
    ['/abs/gen erated', 'file:///abs/gen%20erated/', 'services/boardClient.ts', 'GENERATED'],
    ['C:\\work\\gen', 'file:///C:/work/gen/', 'services/boardClient.ts', 'GENERATED'],
    ['/', 'file:///', 'services/boardClient.ts', 'GENERATED'],
    ['../gen', undefined, '../gen/services/boardClient.ts', undefined],
    ['.', undefined, 'services/boardClient.ts', undefined],
  ])('a root %s becomes %s', (generated, base, uri, uriBaseId) => {
    const [run] = render({ kind: 'evaluation', document: { ...boardEvaluation(), generated } }).runs;
    expect(run.originalUriBaseIds.GENERATED?.uri).toBe(base);
    const { artifactLocation } = run.results[0]!.locations[0]!.physicalLocation;
    expect(artifactLocation).toEqual(uriBaseId ? { uri, uriBaseId } : { uri });
  });
});
