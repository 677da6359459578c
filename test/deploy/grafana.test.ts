import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { SERIES } from './metrics.ts';
import { mentions, unknownIn } from './promql.ts';
import { findTool, say } from './tools.ts';

interface Panel {
  id: number;
  type: string;
  title: string;
  datasource: { type: string; uid: string };
  gridPos: { x: number; y: number; w: number; h: number };
  fieldConfig: {
    defaults: {
      unit: string;
      thresholds?: { mode: string; steps: { color: string; value: number | null }[] };
    };
  };
  targets: { refId: string; expr: string; legendFormat: string }[];
}

interface Dashboard {
  uid: string;
  title: string;
  tags: string[];
  templating: { list: { name: string; query: string }[] };
  panels: Panel[];
}

const FOLDER = 'deploy/grafana/dashboards';
const NAMES = readdirSync(FOLDER);
const read = (name: string) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Dashboard;
/** As Grafana asks: with its variables replaced. */
const asked = (expr: string) =>
  expr.replaceAll('$__rate_interval', '1m').replaceAll('$__range', '6h').replaceAll('$model', '.*');
const UNITS = ['percentunit', 'short', 's', 'reqps', 'ops'];

test('the provisioned source is where Prometheus is', () => {
  const { datasources } = parse(
    readFileSync('deploy/grafana/provisioning/datasources/prometheus.yml', 'utf8'),
  );
  expect(datasources).toMatchObject([
    { uid: 'prometheus', type: 'prometheus', url: 'http://prometheus:9090' },
  ]);
  const { services } = parse(readFileSync('deploy/compose.yml', 'utf8'), { merge: true });
  const { providers } = parse(readFileSync('deploy/grafana/provisioning/dashboards/fern.yml', 'utf8'));
  expect(services.grafana.volumes).toContain(`./grafana/dashboards:${providers[0].options.path}:ro`);
  expect(services.prometheus.healthcheck.test.at(-1)).toMatch(/:9090\//);
});

test('there is one about each thing, each with a name that links can keep to', () => {
  expect(NAMES.sort()).toEqual(
    ['cache', 'errors', 'health', 'models', 'queue'].map((name) => `fern-${name}.json`),
  );
  for (const name of NAMES) expect(read(name).uid).toBe(basename(name, '.json'));
});

describe.each(NAMES)('%s', (name) => {
  const dashboard = read(name);
  const { panels, templating } = dashboard;
  const targets = panels.flatMap((panel) => panel.targets.map((target) => ({ panel, ...target })));

  test('has panels that stand side by side, each with a title of its own', () => {
    expect(panels.length).toBeGreaterThan(4);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from({ length: w * h }, (_, at) => `${x + (at % w)},${y + Math.floor(at / w)}`);
    });
    expect(new Set(cells).size).toBe(cells.length);
  });

  test('says of every number what it is, and colours it where a line is crossed', () => {
    for (const { title, type, datasource, fieldConfig } of panels) {
      expect(['timeseries', 'stat', 'bargauge', 'table']).toContain(type);
      expect([title, datasource]).toEqual([title, { type: 'prometheus', uid: 'prometheus' }]);
      const { unit, thresholds } = fieldConfig.defaults;
      expect(UNITS).toContain(unit);
      if (type === 'stat' || type === 'bargauge')
        expect([title, thresholds]).toEqual([title, expect.anything()]);
      const values = thresholds?.steps.map(({ value }) => value) ?? [null];
      expect(values[0]).toBeNull();
      expect(values.slice(1)).toEqual(values.slice(1).sort((a, b) => a! - b!));
    }
  });

  test('asks for what there is, and names it by labels that it has', () => {
    expect(targets.flatMap(({ expr }) => unknownIn(asked(expr)))).toEqual([]);
    for (const { panel, expr, legendFormat } of targets) {
      expect([panel.title, legendFormat]).toEqual([panel.title, expect.stringMatching(/\S/)]);
      const { series, grouping } = mentions(asked(expr));
      const isGrouped = /\b(?:by|without)\s*\(/.test(expr);
      const carried = isGrouped ? grouping : series.flatMap(({ name }) => SERIES.get(name) ?? []);
      for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
        expect([expr, carried.includes(label)]).toEqual([expr, true]);
    }
    const used = new Set(
      targets.flatMap(({ expr }) => [...expr.matchAll(/\$(?!__)(\w+)/g)].map(([, own]) => own)),
    );
    expect([...used]).toEqual(templating.list.map((variable) => variable.name));
    for (const { query } of templating.list) {
      const [, series = '', label = ''] = /^label_values\((\w+), (\w+)\)$/.exec(query) ?? [];
      expect(SERIES.get(series)).toContain(label);
    }
  });

  test('adds nothing up that every api tells of the shared store', () => {
    for (const { expr } of targets)
      expect(expr).not.toMatch(/\b(?:fern_jobs|fern_queue_steps|fern_queue_age_seconds|fern_workers)\b/);
  });

  const promtool = findTool('promtool');
  test.skipIf(promtool === undefined)('has expressions that Prometheus can read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'fern-dashboards-'));
    const file = join(folder, 'rules.yml');
    const rules = targets.map(({ expr }, at) => ({ record: `panel:${at}`, expr: asked(expr) }));
    writeFileSync(file, stringify({ groups: [{ name: dashboard.title, rules }] }));
    const { code, text } = say(promtool!, ['check', 'rules', file]);
    rmSync(folder, { recursive: true, force: true });
    expect([code, text]).toEqual([0, expect.stringContaining(`SUCCESS: ${targets.length} rules found`)]);
  });
});
