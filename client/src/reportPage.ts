/** What the report page shows; the same shape as the command line's reports. */
export interface Report {
  readonly kind: 'comparison' | 'evaluation';
  readonly document: unknown;
}

export interface PageParts {
  /** As `webview.cspSource` gives it. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  /** Unguessable, new for each page. */
  readonly nonce: string;
}

/** A page that loads the report's script and style and nothing else. */
export function reportPage(report: Report, { source, script, style, nonce }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${source}; font-src ${source}; base-uri 'none'; form-action 'none'`;
  // In JSON `<` only stands inside of strings: written otherwise, nothing can end the element.
  const data = JSON.stringify(report).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Fern</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main id="fern"></main>
<script type="application/json" id="fern-report">${data}</script>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
