#!/usr/bin/env node
// Ends with 0 when an address answers with 2xx within four seconds; for health checks in an image without curl.
// Usage: probe.mjs URL
const [url] = process.argv.slice(2);
if (url === undefined) {
  console.error('Usage: probe.mjs URL');
  process.exit(2);
}
try {
  const answer = await fetch(url, { signal: AbortSignal.timeout(4000) });
  if (!answer.ok) console.error(`${url} answers ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
  process.exitCode = answer.ok ? 0 : 1;
} catch (error) {
  console.error(`${url} does not answer: ${error.cause?.message ?? error.message}`);
  process.exitCode = 1;
}
