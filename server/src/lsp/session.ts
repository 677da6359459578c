import type { InitializationOptions } from '../protocol/editor.ts';
import type { EditorSettings } from '../protocol/settings/editor.ts';
import type { Client } from './client.ts';
import type { Documents } from './documents.ts';
import type { Errands } from './errands.ts';
import type { Evaluations } from './evaluations.ts';
import type { Host } from './host.ts';
import type { Idle } from './idle.ts';
import type { Projects } from './projects/projects.ts';
import type { Scoreboard } from './scoreboard.ts';

/** What all parts of the server work with. */
export interface Session {
  readonly host: Host;
  readonly client: Client;
  readonly documents: Documents;
  readonly projects: Projects;
  readonly evaluations: Evaluations;
  readonly scores: Scoreboard;
  readonly idle: Idle;
  readonly errands: Errands;
  options(): InitializationOptions;
  /** The client shows diffs and explanations itself. */
  views(): boolean;
  settingsFor(uri: string): Promise<EditorSettings>;
}
