import { createHash } from 'node:crypto';
import { summaryHtml } from './html/summary.ts';
import type { Report, Reporter } from './reporter.ts';

/**
 * One self-contained page: the document as JSON, the report page's script and style, and a summary for
 * readers without scripts. Its Content-Security-Policy allows exactly this script and this style.
 * Without `assets` the page is the summary alone.
 */
export const html: Reporter = {
  id: 'html',
  render(report, options) {
    const script = scriptText(options.assets?.script ?? '');
    const style = styleText(options.assets?.style ?? '');
    const policy = [
      "default-src 'none'",
      `script-src '${hash(script)}'`,
      // VS Code's controls ask by an empty style element what the browser can do.
      `style-src '${hash(style)}' '${hash('')}'`,
      "base-uri 'none'",
      "form-action 'none'",
    ].join('; ');
    const summary = summaryHtml(report);
    return [
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      '<meta name="color-scheme" content="light dark">',
      '<meta name="referrer" content="no-referrer">',
      `<title>${TITLES[report.kind]} – Fern</title>`,
      `<style>${style}</style>`,
      '</head>',
      '<body>',
      '<main id="fern"></main>',
      ...(script === '' ? [summary] : [`<noscript>${summary}</noscript>`]),
      `<script type="application/json" id="fern-report">${embedded(report)}</script>`,
      `<script>${script}</script>`,
      '</body>',
      '</html>',
      '',
    ].join('\n');
  },
};

const TITLES: Readonly<Record<Report['kind'], string>> = {
  evaluation: 'Evaluation',
  comparison: 'Model comparison',
  match: 'Matching',
};

const hash = (text: string) => `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;

// The HTML parser turns CRLF into LF before the browser hashes, and ends a script at "</script" wherever it stands.
const scriptText = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/<\/(script)/gi, '<\\/$1')
    .replaceAll('<!--', '<\\!--');

const styleText = (text: string) => text.replace(/\r\n?/g, '\n').replace(/<\/(style)/gi, '<\\/$1');

/** JSON in which nothing can end the element or open a comment: `<` only stands inside of strings. */
const embedded = (report: Report) => JSON.stringify(report).replaceAll('<', '\\u003c');
