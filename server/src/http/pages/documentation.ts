import { OWN, type Page } from './page.ts';

/** What /openapi.json says, for people, by Swagger UI: routes that can be tried out. */
export const DOCUMENTATION: Page = {
  url: '/docs',
  folder: '/docs',
  files: [
    'docs.js',
    'docs.css',
    'swagger-ui-bundle.js',
    'swagger-ui.css',
    // The comment on top of the bundle points at it.
    'swagger-ui-bundle.js.LICENSE.txt',
    'LICENSE.txt',
    'NOTICE.txt',
  ],
  // Its style sheet holds its pictures.
  policy: [...OWN, "style-src 'self'", "img-src 'self' data:"].join('; '),
  html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Fern’s API</title>
<link rel="icon" href="page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="stylesheet" href="docs/docs.css">
<script src="docs/swagger-ui-bundle.js" defer></script>
<script src="docs/docs.js" defer></script>
</head>
<body>
<header><a href="./">Fern</a></header>
<noscript><p>This page needs JavaScript; <a href="openapi.json">openapi.json</a> says the same without.</p></noscript>
<main id="docs"></main>
</body>
</html>
`,
};
