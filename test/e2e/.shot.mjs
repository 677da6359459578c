// test/e2e/browser.ts
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

// server/src/cli/reporters/html.ts
import { createHash } from "node:crypto";

// server/src/cli/reporters/figures.ts
function bandOf(score2) {
  if (score2 >= 0.8) return "excellent";
  if (score2 >= 0.6) return "good";
  if (score2 >= 0.4) return "partial";
  return score2 >= 0.2 ? "poor" : "unrelated";
}
function score(value, digits = 3) {
  if (value === null || !Number.isFinite(value)) return "\u2013";
  const rounded = Number(value.toFixed(digits));
  const lies = rounded > value && (rounded >= 1 || bandOf(rounded) !== bandOf(value));
  const unit = 10 ** digits;
  return (lies ? Math.floor(value * unit) / unit : rounded).toFixed(digits);
}
function count(n, noun, plural = `${noun}s`) {
  return `${n.toLocaleString("en-US")} ${n === 1 ? noun : plural}`;
}
function byLoss(files) {
  return files.toSorted((a, b2) => b2.weight * (1 - b2.overall) - a.weight * (1 - a.overall));
}

// server/src/cli/reporters/text.ts
import stringWidth from "string-width";
var UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]/g;
var LONE_SURROGATE = /[\ud800-\udfff]/gu;
var segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
function plain(text) {
  return text.replace(LONE_SURROGATE, "\uFFFD").replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    if (code < 32) return String.fromCharCode(9216 + code);
    return code === 127 ? "\u2421" : "\uFFFD";
  });
}

// server/src/cli/reporters/html/summary.ts
var MOST_ROWS = 500;
function escapeHtml(text) {
  return plain(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
function table(caption, head, rows) {
  const line = (tag, cells) => `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const left = rows.length - MOST_ROWS;
  return [
    `<table><caption>${escapeHtml(caption)}</caption><thead>${line("th", head)}</thead>`,
    `<tbody>${rows.slice(0, MOST_ROWS).map((row) => line("td", row)).join("\n")}</tbody></table>`,
    ...left > 0 ? [`<p>\u2026 and ${count(left, "more row")}.</p>`] : []
  ].join("\n");
}
function summaryHtml(report) {
  if (report.kind === "evaluation") {
    const { document: document2 } = report;
    return [
      `<h1>${escapeHtml(document2.generated)} scores ${score(document2.overall)}, ${document2.band}</h1>`,
      table(
        "Dimensions",
        ["dimension", "score", "weight"],
        Object.entries(document2.dimensions).map(([id, { value, weight }]) => [
          id,
          score(value),
          `${Math.round(weight * 100)} %`
        ])
      ),
      table(
        "Files",
        ["golden", "generated", "score", "band"],
        [
          ...byLoss(document2.files).map((file) => [
            file.golden,
            file.generated,
            score(file.overall),
            file.band
          ]),
          ...document2.missing.map((path) => [path, "missing", "0.000", "\u2013"])
        ]
      )
    ].join("\n");
  }
  if (report.kind === "comparison") {
    const { document: document2 } = report;
    return [
      `<h1>${escapeHtml(document2.statement)}</h1>`,
      table(
        "Leaderboard",
        ["rank", "model", "mean", "std", "min", "max", "files", "missing"],
        document2.leaderboard.map((row) => [
          String(row.rank),
          row.model,
          ...[row.mean, row.std, row.min, row.max].map((value) => score(value)),
          String(row.files),
          String(row.missing)
        ])
      )
    ].join("\n");
  }
  const { document } = report;
  return [
    `<h1>${count(document.pairs.length, "pair")}</h1>`,
    table(
      "Pairs",
      ["golden", "generated", "similarity", "reason"],
      document.pairs.map((pair) => [pair.golden, pair.generated, score(pair.similarity), pair.reason])
    )
  ].join("\n");
}

// server/src/cli/reporters/html.ts
var html = {
  id: "html",
  render(report, options) {
    const script = scriptText(options.assets?.script ?? "");
    const style = styleText(options.assets?.style ?? "");
    const policy = [
      "default-src 'none'",
      `script-src '${hash(script)}'`,
      `style-src '${hash(style)}'`,
      "base-uri 'none'",
      "form-action 'none'"
    ].join("; ");
    const summary = summaryHtml(report);
    return [
      "<!doctype html>",
      '<html lang="en">',
      "<head>",
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      '<meta name="referrer" content="no-referrer">',
      `<title>${TITLES[report.kind]} \u2013 Fern</title>`,
      `<style>${style}</style>`,
      "</head>",
      "<body>",
      '<main id="fern"></main>',
      ...script === "" ? [summary] : [`<noscript>${summary}</noscript>`],
      `<script type="application/json" id="fern-report">${embedded(report)}</script>`,
      `<script>${script}</script>`,
      "</body>",
      "</html>",
      ""
    ].join("\n");
  }
};
var TITLES = {
  evaluation: "Evaluation",
  comparison: "Model comparison",
  match: "Matching"
};
var hash = (text) => `sha256-${createHash("sha256").update(text, "utf8").digest("base64")}`;
var scriptText = (text) => text.replace(/\r\n?/g, "\n").replace(/<\/(script)/gi, "<\\/$1").replaceAll("<!--", "<\\!--");
var styleText = (text) => text.replace(/\r\n?/g, "\n").replace(/<\/(style)/gi, "<\\/$1");
var embedded = (report) => JSON.stringify(report).replaceAll("<", "\\u003c");

// test/e2e/browser.ts
var EXECUTABLES = [
  process.env.CHROMIUM ?? "",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome"
];
async function launch() {
  const executablePath = EXECUTABLES.find((path) => path !== "" && existsSync(path));
  if (executablePath === void 0)
    throw new Error("No Chromium: install the package chromium or set CHROMIUM.");
  return chromium.launch({
    executablePath,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync"
    ]
  });
}
var built;
function assets() {
  built ??= bundle();
  return built;
}
async function bundle() {
  const result = await build({
    entryPoints: [join(import.meta.dirname, "../../webview/src/report.ts")],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2022",
    outdir: "out",
    logLevel: "silent"
  });
  const text = (ending) => result.outputFiles.find((file) => file.path.endsWith(ending))?.text ?? "";
  return { script: text(".js"), style: text(".css") };
}
async function openReport(browser, report, options = {}) {
  const folder = await mkdtemp(join(tmpdir(), "fern-report-"));
  const file = join(folder, "report.html");
  const reportOptions = { color: false, width: 80, verbose: false, failUnder: null, assets: await assets() };
  await writeFile(file, html.render(report, reportOptions));
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("dialog", (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const url = pathToFileURL(file).href;
  page.on("request", (request) => {
    if (request.url() !== url) problems.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return {
    page,
    problems,
    close: async () => {
      await context.close();
      await rm(folder, { recursive: true, force: true });
    }
  };
}

// test/fixtures/documents/build.ts
var DIMENSIONS = [
  "functional",
  "semantic",
  "structural",
  "style",
  "maintainability",
  "accessibility",
  "security",
  "performance"
];
var WEIGHTS = [0.25, 0.25, 0.12, 0.12, 0.08, 0.06, 0.08, 0.04];
var bandOf2 = (score2) => score2 >= 0.8 ? "excellent" : score2 >= 0.6 ? "good" : score2 >= 0.4 ? "partial" : score2 >= 0.2 ? "poor" : "unrelated";
var place = (file, line) => ({
  file,
  range: { start: { line: line - 1, character: 2 }, end: { line: line - 1, character: 24 } }
});
function dimensionsFrom(values) {
  const total = WEIGHTS.reduce((sum2, weight, i) => sum2 + (values[i] === null ? 0 : weight), 0);
  return Object.fromEntries(
    DIMENSIONS.map((id, i) => {
      const value = values[i] ?? null;
      if (value === null)
        return [id, { value, weight: 0, reason: id === "accessibility" ? "no JSX in the golden" : "nothing to measure" }];
      const weight = WEIGHTS[i] / total;
      return [id, id === "functional" ? { value, weight, basis: "contract" } : { value, weight }];
    })
  );
}
function fileFrom(golden, generated, weight, values, notes) {
  const dimensions = dimensionsFrom(values);
  let overall = 0;
  const findings = [];
  for (const id of DIMENSIONS) {
    const { value, weight: share } = dimensions[id];
    if (value === null) continue;
    overall += value * share;
    const lost = (1 - value) * share;
    if (lost <= 0) continue;
    const own = notes.filter(([rule]) => rule.startsWith(`${id}/`));
    const listed = own.length > 0 ? own : [[`${id}/other`, "hint", "Small differences elsewhere.", null, null]];
    listed.forEach(([rule, severity, message, at, goldenAt, reference], i) => {
      const part = 2 * (listed.length - i) / (listed.length * (listed.length + 1));
      findings.push({
        rule,
        dimension: id,
        severity,
        message,
        points: lost * part,
        generated: at === null ? null : place(generated, at),
        golden: goldenAt === null ? null : place(golden, goldenAt),
        ...reference === void 0 ? {} : { reference }
      });
    });
  }
  return {
    golden,
    generated,
    overall,
    band: bandOf2(overall),
    weight,
    dimensions,
    behaviour: { agreement: null, verdict: "inconclusive", reason: "behaviour was not run", units: [] },
    findings
  };
}
function evaluationFrom(files, rest = {}) {
  const missing = rest.missing ?? [];
  const weight = files.reduce((sum2, file) => sum2 + file.weight, 0) + 3 * missing.length;
  const mean = (of) => weight === 0 ? 0 : files.reduce((sum2, file) => sum2 + of(file) * file.weight, 0) / weight;
  const overall = mean((file) => file.overall);
  return {
    schema_version: 1,
    engine_version: "0.1.0",
    golden: "golden",
    generated: "generated/aspen",
    overall,
    band: bandOf2(overall),
    dimensions: dimensionsFrom(
      DIMENSIONS.map((id) => {
        const applies = files.filter((file) => file.dimensions[id].value !== null);
        const total = applies.reduce((sum2, file) => sum2 + file.weight, 0);
        return total === 0 ? null : applies.reduce((sum2, file) => sum2 + file.dimensions[id].value * file.weight, 0) / total;
      })
    ),
    behaviour: { agreement: null, verdict: "inconclusive", reason: "behaviour was not run", units: [] },
    files,
    missing,
    extra: [],
    unreadable: [],
    ...rest
  };
}

// test/fixtures/documents/evaluation.ts
function boardEvaluation() {
  return evaluationFrom(
    [
      fileFrom("api/boardApi.ts", "services/boardClient.ts", 5.1, [0.72, 0.81, 0.66, 0.7, 0.84, null, 0.5, 0.75], [
        ["functional/parameter", "warning", "saveTask takes (id, changes); the golden takes one Task.", 48, 41],
        ["functional/thrown", "warning", "loadBoard swallows a failed response; the golden throws ApiError.", 23, 19],
        ["semantic/unit", "information", "retryDelay means something else than the golden backoff.", 61, 55],
        ["structural/shape", "information", "loadBoard nests three callbacks where the golden awaits in turn.", 20, 17],
        ["style/naming", "hint", "Constants are camelCase; the golden writes them in CAPITALS.", 5, 4],
        ["security/url-from-input", "error", "The board id goes into the URL without encodeURIComponent.", 30, 26, "CWE-20"],
        ["performance/await-in-loop", "warning", "Each task is saved in its own awaited turn of a loop.", 52, 46]
      ]),
      fileFrom("components/App.tsx", "features/board/BoardPage.tsx", 4.8, [0.95, 0.9, 0.82, 0.88, 1, 1, 1, 1], [
        ["style/imports", "hint", "Imports are not grouped as in the golden.", 1, 1],
        ["semantic/unit", "information", "The loading state shows a spinner in place of the skeleton.", 33, 29]
      ]),
      fileFrom("components/BoardColumn.tsx", "features/board/Lane.tsx", 4.2, [0.9, 0.86, 0.8, 0.9, 0.95, 0.6, 1, 1], [
        ["accessibility/click-without-key", "error", "A div reacts to clicks but not to the keyboard.", 27, 24, "WCAG 2.1.1"],
        ["accessibility/name", "warning", "The add button has no name for screen readers.", 41, 38, "WCAG 4.1.2"]
      ]),
      fileFrom("components/FilterBar.tsx", "features/filters/FilterPanel.tsx", 4.4, [0.88, 0.79, 0.74, 0.8, 0.9, 0.75, 1, 0.9], [
        ["accessibility/label", "warning", "The search field has a placeholder instead of a label.", 18, 15, "WCAG 3.3.2"],
        ["functional/prop", "warning", "The prop onReset is missing.", 9, 8],
        ["performance/inline-sort", "hint", "The options are sorted on every render.", 22, 20]
      ]),
      fileFrom("components/TaskCard.tsx", "features/tasks/TaskTile.tsx", 4.6, [1, 0.93, 0.9, 0.92, 1, 0.95, 1, 1], []),
      fileFrom("components/TaskForm.tsx", "features/tasks/NewTaskForm.tsx", 5, [0.55, 0.58, 0.5, 0.72, 0.6, 0.4, 0.7, 1], [
        ["functional/export", "error", "The export validateDraft is missing.", null, 12],
        ["functional/prop", "error", "initialTask is required; in the golden it is optional.", 14, 11],
        ["semantic/unit", "warning", "handleSubmit does not trim the title and sends the form twice.", 57, 49],
        ["structural/shape", "information", "One 90-line component; the golden splits it into three.", 20, 18],
        ["maintainability/cognitive", "warning", "Cognitive complexity is 24, the golden has 9.", 57, 49],
        ["accessibility/error-text", "warning", "Errors are shown in red only and are not tied to their field.", 71, 62, "WCAG 1.4.1"],
        ["security/dangerous-html", "error", "The preview writes user text with dangerouslySetInnerHTML.", 83, 74, "CWE-79"]
      ]),
      fileFrom("hooks/useBoard.ts", "features/board/useBoardData.ts", 4.7, [0.8, 0.77, 0.7, 0.85, 0.88, null, 1, 0.7], [
        ["performance/effect-dependencies", "warning", "The effect runs on every render: it has no dependency list.", 31, 28],
        ["functional/return", "information", "Returns an array; the golden returns { board, reload, error }.", 44, 40]
      ]),
      fileFrom("hooks/useDebounce.ts", "hooks/input.ts", 2.4, [1, 1, 0.98, 1, 1, null, 1, 1], []),
      fileFrom("state/boardReducer.ts", "features/board/boardStore.ts", 5.3, [0.35, 0.42, 0.28, 0.5, 0.45, null, 1, 0.6], [
        ["functional/export", "error", "The export moveTask is missing.", null, 66],
        ["functional/export", "error", "The export initialState is missing.", null, 9],
        ["semantic/unit", "warning", "The case task/moved drops the task when both columns are the same.", 88, 71],
        ["structural/shape", "warning", "A chain of ifs over strings; the golden switches over a union.", 34, 30],
        ["style/idiom", "information", "State is mutated in place; the golden copies.", 52, 47],
        ["maintainability/cognitive", "warning", "Cognitive complexity is 41, the golden has 13.", 34, 30],
        ["performance/nested-search", "information", "find inside of map: quadratic in the number of tasks.", 59, 50]
      ]),
      fileFrom("types/board.ts", "model/kanban.ts", 3.1, [0.92, 0.88, 0.9, 0.95, 1, null, 1, 1], [
        ["functional/type", "information", "Task.effort is a string; the golden has a number.", 17, 15]
      ]),
      fileFrom("utils/dates.ts", "lib/calendar.ts", 4, [0.68, 0.73, 0.62, 0.78, 0.9, null, 1, 1], [
        ["functional/export", "warning", "The export startOfWeek is missing.", null, 58],
        ["semantic/unit", "information", "daysBetween counts in local time; the golden in UTC.", 29, 40]
      ]),
      fileFrom("utils/pagination.ts", "lib/paging.ts", 3.3, [1, 0.97, 0.94, 0.9, 1, null, 1, 1], []),
      fileFrom("utils/text.ts", "lib/strings.ts", 3, [0.6, 0.64, 0.55, 0.8, 0.85, null, 0.8, 0.9], [
        ["functional/parameter", "warning", "truncate takes (text, max); the golden also takes an ellipsis.", 21, 18],
        ["security/regex", "warning", "This expression backtracks exponentially on long runs of spaces.", 8, 7, "CWE-1333"]
      ]),
      fileFrom("utils/validation.ts", "features/tasks/taskRules.ts", 3.9, [0.15, 0.22, 0.1, 0.4, 0.3, null, 1, 1], [
        ["functional/export", "error", "The exports validateTask, validateTitle and validateEffort are missing.", null, 14],
        ["semantic/unit", "warning", "No function of this file means what the golden functions mean.", 1, 14]
      ])
    ],
    {
      missing: ["types/errors.ts"],
      extra: ["lib/money.ts", "lib/duration.ts"],
      unreadable: [{ path: "generated/aspen/features/board/theme.ts", reason: "not UTF-8 text" }]
    }
  );
}

// test/fixtures/documents/comparison.ts
var FILES = [
  "api/boardApi.ts",
  "components/App.tsx",
  "components/BoardColumn.tsx",
  "components/FilterBar.tsx",
  "components/TaskCard.tsx",
  "components/TaskForm.tsx",
  "hooks/useBoard.ts",
  "hooks/useDebounce.ts",
  "state/boardReducer.ts",
  "types/board.ts",
  "types/errors.ts",
  "utils/dates.ts",
  "utils/pagination.ts",
  "utils/text.ts",
  "utils/validation.ts"
];
var MODELS = [
  ["aspen", [0.94, 0.91, 0.88, 0.9, 0.97, 0.86, 0.89, 1, 0.87, 0.96, 0.93, 0.9, 0.95, 0.92, 0.88]],
  ["birch", [0.88, 0.9, 0.84, 0.82, 0.95, 0.71, 0.83, 1, 0.69, 0.96, 0.93, 0.72, 0.9, 0.78, 0.74]],
  ["dogwood", [0.7, 0.81, 0.79, 0.75, 0.9, 0.52, 0.66, 0.97, 0.48, 0.92, 0.88, 0.55, 0.61, 0.7, 0.44]],
  ["cedar", [0.61, 0.72, null, 0.68, 0.84, null, 0.58, 0.95, 0.41, 0.85, null, 0.5, null, 0.66, null]],
  ["elm", [0.22, 0.31, 0.18, 0.15, 0.27, 0.12, 0.24, 0.38, 0.09, 0.2, 0.33, 0.11, null, 0.19, 0.07]]
];
var sum = (values) => values.reduce((total, value) => total + value, 0);
function deviation(values, mean) {
  return values.length < 2 ? 0 : Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
}
function comparisonFrom(paths, models) {
  const rows = models.map(([model, scores], m) => {
    const filled = scores.map((score2) => score2 ?? 0);
    const mean2 = filled.length === 0 ? 0 : sum(filled) / filled.length;
    const sorted = filled.toSorted((a, b2) => a - b2);
    return {
      rank: 0,
      rank_interval: null,
      model,
      mean: mean2,
      interval: null,
      std: deviation(filled, mean2),
      min: sorted[0] ?? 0,
      max: sorted.at(-1) ?? 0,
      median: sorted[Math.floor(sorted.length / 2)] ?? 0,
      dimensions: Object.fromEntries(
        DIMENSIONS.map((id, i) => [id, id === "accessibility" && m === 4 ? null : Math.max(0, Math.min(1, mean2 + ((i * 37 + m * 11) % 17 - 8) / 60))])
      ),
      files: scores.filter((score2) => score2 !== null).length,
      missing: scores.filter((score2) => score2 === null).length,
      extra: m
    };
  }).toSorted((a, b2) => b2.mean - a.mean);
  rows.forEach((row, i) => {
    row.rank = i + 1;
  });
  const files = paths.map((golden, i) => ({
    golden,
    weight: 3,
    scores: Object.fromEntries(models.map(([model, scores]) => [model, scores[i] ?? null]))
  }));
  const pairs = rows.flatMap(
    (a, i) => rows.slice(i + 1).map((b2) => {
      const gaps = files.map((file) => (file.scores[a.model] ?? 0) - (file.scores[b2.model] ?? 0));
      return {
        a: a.model,
        b: b2.model,
        difference: a.mean - b2.mean,
        interval: null,
        p_value: null,
        p_adjusted: null,
        wins: gaps.filter((gap) => gap > 0).length,
        losses: gaps.filter((gap) => gap < 0).length,
        ties: gaps.filter((gap) => gap === 0).length,
        verdict: "lead_not_proven"
      };
    })
  );
  const means = rows.map((row) => row.mean);
  const mean = means.length === 0 ? 0 : sum(means) / means.length;
  const [first, second] = rows;
  return {
    schema_version: 1,
    engine_version: "0.1.0",
    winner: null,
    confidence: null,
    margin: first && second ? first.mean - second.mean : null,
    rankings: rows.map((row) => [row.model, row.mean]),
    summary_statistics: { mean, std: deviation(means, mean), min: Math.min(1, ...means), max: Math.max(0, ...means) },
    total_models: rows.length,
    evaluation_time_seconds: 12.3,
    verdict: first && second ? "lead_not_proven" : "not_enough_data",
    statement: first && second ? `${first.model} leads with ${first.mean.toFixed(3)}, ${(first.mean - second.mean).toFixed(3)} ahead of ${second.model}; the lead is not proven.` : "There is nothing to compare: a comparison needs at least two models.",
    leaderboard: rows,
    pairs,
    files,
    unreadable: []
  };
}
function boardComparison() {
  return { ...comparisonFrom(FILES, MODELS), unreadable: [{ model: "cedar", path: "components/TaskForm.tsx", reason: "not UTF-8 text" }] };
}
function provenComparison() {
  const document = boardComparison();
  const [first] = document.leaderboard;
  return {
    ...document,
    winner: first.model,
    confidence: 0.97,
    verdict: "winner",
    statement: "aspen wins: it is ahead of birch by 0.075 (95 % interval 0.041 to 0.108).",
    leaderboard: document.leaderboard.map((row) => ({
      ...row,
      interval: [Math.max(0, row.mean - 0.04), Math.min(1, row.mean + 0.03)],
      rank_interval: [row.rank, row.rank]
    })),
    pairs: document.pairs.map((pair) => ({
      ...pair,
      interval: [pair.difference - 0.03, pair.difference + 0.03],
      p_value: 2e-3,
      p_adjusted: 4e-4,
      verdict: "winner"
    }))
  };
}

// test/fixtures/documents/others.ts
var HOSTILE = [
  "<script>globalThis.hacked=1</script>.ts",
  '"><img src=x onerror="globalThis.hacked=1">.ts',
  "</script><script>globalThis.hacked=1</script>.ts",
  "<!--<script>.ts",
  "]]>&amp;<![CDATA[.ts",
  "red\x1B[31m\x07bell\0nul\x9B5m.ts",
  "new\nline\r\n::error::fake	tab.ts",
  "a|b`c``d*e_f~g[x](javascript:alert(1)).ts",
  "@everyone #1 http://localhost/ www.localhost.ts",
  "\u202Eexe.cod\u2066.ts",
  "\uD800lonely\uDFFF\uFFFE.ts",
  "__proto__",
  "constructor",
  "toString",
  "\u754C\u9762/\u7D44\u4EF6/\u6309\u9215\u306E\u753B\u9762\u8A2D\u8A08\u66F8\u4E00\u89A7\u8868\u793A\u6A5F\u80FD.tsx",
  "\u{1F469}\u200D\u{1F469}\u200D\u{1F467}\u200D\u{1F466}/\u{1F33F} fern 100%.tsx",
  `it's "quoted" & 50% #hash?query.ts`,
  "C:\\windows\\path.ts",
  `${"very/long/path/".repeat(40)}file.ts`,
  "{{7*7}}${7*7}<%= 7 %>.ts"
];
function hostileEvaluation() {
  return evaluationFrom(
    HOSTILE.map(
      (name, i) => fileFrom(name, name, 2, [0.5 - i % 5 / 20, 0.6, 0.5, 0.7, 0.8, null, 0.9, 1], [
        ["functional/export", "error", `The export ${name} is missing.`, 3, 4],
        ["security/eval", "warning", name, 1, 1, "CWE-95"]
      ])
    ),
    {
      golden: "gold <b>en</b>",
      generated: '../gener`ated` \x1B[2J "x"',
      missing: HOSTILE,
      extra: HOSTILE,
      unreadable: HOSTILE.map((name) => ({ path: name, reason: `bad: ${name}` }))
    }
  );
}
function hostileComparison() {
  const document = comparisonFrom(
    HOSTILE,
    HOSTILE.map((name, m) => [name, HOSTILE.map((_, i) => i === m ? null : (i * 3 + m * 7) % 20 / 20)])
  );
  return {
    ...document,
    statement: `${HOSTILE[0]} leads ${HOSTILE[5]}.`,
    unreadable: HOSTILE.map((name) => ({ model: name, path: name, reason: name }))
  };
}
function boardMatch() {
  return {
    pairs: [
      {
        golden: "utils/dates.ts",
        generated: "lib/calendar.ts",
        similarity: 0.83,
        reason: "same exports (5 of 6), similar content",
        runner_up: { generated: "lib/duration.ts", similarity: 0.41 },
        units: [
          { golden: "addDays", generated: "addDays", similarity: 0.98 },
          { golden: "daysBetween", generated: "dayDifference", similarity: 0.76 }
        ]
      },
      {
        golden: "components/TaskCard.tsx",
        generated: "features/tasks/TaskTile.tsx",
        similarity: 0.91,
        reason: "similar content",
        runner_up: null,
        units: [{ golden: "TaskCard", generated: "TaskTile", similarity: 0.91 }]
      },
      {
        golden: "hooks/useBoard.ts",
        generated: "features/board/useBoardData.ts",
        generated_parts: ["features/board/api.ts"],
        similarity: 0.55,
        reason: "split into two files",
        runner_up: { generated: "features/board/boardStore.ts", similarity: 0.5 },
        units: []
      }
    ],
    missing: ["types/errors.ts"],
    extra: ["lib/money.ts"]
  };
}

// ../../tmp/shot.mts
var b = await launch();
var shots = [
  ["e1", { kind: "evaluation", document: boardEvaluation() }, { viewport: { width: 1400, height: 1e3 } }],
  ["e2", { kind: "evaluation", document: boardEvaluation() }, { viewport: { width: 1400, height: 1e3 }, colorScheme: "dark" }, "components/TaskForm.tsx", 600],
  ["e3", { kind: "evaluation", document: boardEvaluation() }, { viewport: { width: 800, height: 1e3 } }, "components/TaskForm.tsx", 600],
  ["e4", { kind: "evaluation", document: boardEvaluation() }, { viewport: { width: 1400, height: 1e3 } }, void 0, 1700],
  ["c1", { kind: "comparison", document: provenComparison() }, { viewport: { width: 1400, height: 1e3 }, colorScheme: "dark" }],
  ["hc", { kind: "comparison", document: hostileComparison() }, { viewport: { width: 1400, height: 1400 } }],
  ["he", { kind: "evaluation", document: hostileEvaluation() }, { viewport: { width: 1400, height: 1400 } }],
  ["m", { kind: "match", document: boardMatch() }, { viewport: { width: 1400, height: 900 } }, "utils/dates.ts"],
  ["f", { kind: "comparison", document: boardComparison() }, { viewport: { width: 1100, height: 900 }, forcedColors: "active", colorScheme: "dark" }]
];
var only = process.argv.slice(2);
for (const [name, doc, opt, click, y] of shots) {
  if (only.length && !only.includes(name)) continue;
  const p = await openReport(b, doc, opt);
  if (click) await p.page.getByRole("button", { name: click }).first().click();
  if (y) await p.page.evaluate(`window.scrollTo(0, ${y})`);
  await p.page.screenshot({ path: `/tmp/fern-shots/view-${name}.png` });
  await p.close();
}
await b.close();
