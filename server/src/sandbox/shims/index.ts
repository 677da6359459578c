import type { Any } from '../pristine.ts';
import { installIntl } from './intl.ts';
import { installText } from './text.ts';
import { installUrl } from './url.ts';
import { installWeb } from './web.ts';

/**
 * What code expects of a JavaScript host beyond the language, without a host behind it. There is no `window`: code
 * that asks shall know that it is in no browser.
 */
export function installShims(world: Any): void {
  world.global = world;
  installText(world);
  installWeb(world);
  installUrl(world);
  installIntl(world);
}
