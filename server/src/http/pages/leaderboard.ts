import { OWN, type Page } from './page.ts';

/** Of an empty style element, by which VS Code's controls ask what the browser can do. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** The leaderboard of kept comparisons. Its addresses are relative: a proxy may have it below a path. */
export const LEADERBOARD: Page = {
  url: '/',
  folder: '/page',
  files: ['service.js', 'service.css', 'icon.svg'],
  policy: [...OWN, `style-src 'self' ${EMPTY_STYLE}`, "img-src 'self'"].join('; '),
  html: `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Fern</title>
<link rel="icon" href="page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="page/service.css">
<script src="page/service.js" defer></script>
</head>
<body>
<noscript>
<main>
<h1>This page needs JavaScript</h1>
<p>Without it, <code>GET /runs</code> lists comparisons; <a href="openapi.json">openapi.json</a> tells of all routes.</p>
</main>
</noscript>
</body>
</html>
`,
};
