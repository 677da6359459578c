export interface PageParts {
  /** As `webview.cspSource` gives it. */
  readonly source: string;
  readonly script: string;
  readonly style: string;
  /** Unguessable, new for each page. */
  readonly nonce: string;
}

/** Of an empty style element, by which VS Code's controls ask what the browser can do. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** A page that loads the report's script and style and nothing else; what it shows it is told in messages. */
export function reportPage({ source, script, style, nonce }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source} ${EMPTY_STYLE}`,
    `font-src ${source}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Fern</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main id="fern"></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}
