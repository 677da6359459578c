import './docs.css';
import { browserStorage } from './service/browserStorage.ts';
import { createKeys } from './service/keys.ts';

/** The page at /docs: Swagger UI on what the service says of itself. */

interface SwaggerUi {
  preauthorizeApiKey(scheme: string, key: string): void;
}

/** Of swagger-ui-bundle.js, which stands before this in the page. */
declare const SwaggerUIBundle: (options: {
  readonly url: string;
  readonly dom_id: string;
  readonly deepLinking: boolean;
  readonly validatorUrl: null;
  readonly queryConfigEnabled: boolean;
  readonly persistAuthorization: boolean;
  readonly displayRequestDuration: boolean;
  readonly defaultModelsExpandDepth: number;
  readonly onComplete: () => void;
}) => SwaggerUi;

const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = (): void => void document.documentElement.classList.toggle('dark-mode', dark.matches);
follow();
dark.addEventListener('change', follow);

const ui = SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  // Nothing is asked of anybody else, and nobody's address says what is shown.
  validatorUrl: null,
  queryConfigEnabled: false,
  persistAuthorization: false,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  onComplete() {
    // Who has given it to the leaderboard in this tab need not do so again.
    const key = createKeys(browserStorage()).read();
    if (key !== undefined) ui.preauthorizeApiKey('bearer', key);
  },
});
