/** What a setting may be. The checks, the JSON schema and the texts for people are generated from this. */
export type SettingType =
  | { readonly kind: 'string' }
  /** A folder or file; `names` are words that stand for something built in and are no paths. */
  | { readonly kind: 'path'; readonly names?: readonly string[] }
  /** One folder, or a list of them; in a variable the system's path delimiter is between them. */
  | { readonly kind: 'folders' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'integer'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'number'; readonly minimum: number; readonly maximum: number }
  /** A whole number of kilobytes or megabytes; 1 MB = 1024 kB = 1,048,576 bytes. */
  | {
      readonly kind: 'bytes';
      readonly unit: 'kB' | 'MB';
      readonly minimum: number;
      readonly maximum: number;
    }
  /** `aliases` are spellings that environment variables commonly use. */
  | {
      readonly kind: 'enum';
      readonly values: readonly string[];
      readonly aliases?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'globs'; readonly minimumItems: number }
  /** Paths by name, or by another path. */
  | { readonly kind: 'paths'; readonly keys: 'name' | 'path' }
  /** Several paths by another path. */
  | { readonly kind: 'pathLists' }
  | { readonly kind: 'globRecord' }
  /** Numbers from 0 up, by name. */
  | { readonly kind: 'numbers' }
  /** Differences that cost nothing. */
  | { readonly kind: 'accepted' }
  | { readonly kind: 'weights' }
  /** One block of settings for each of the environments. */
  | { readonly kind: 'environments' };

/** A difference that is accepted, as it stands in the file. */
export interface AcceptedLine {
  readonly golden: string;
  readonly unit?: string;
  readonly rule?: string;
  readonly input?: string;
  readonly reason: string;
}

/** How far an editor lets a setting differ; the names are those of VS Code. */
export type SettingScope = 'resource' | 'window' | 'machine-overridable' | 'machine';

/** A command-line option that sets a setting. */
export interface SettingFlag {
  /** Without the two dashes. */
  readonly name: string;
  /** How help names the value; null for an option that takes none. */
  readonly argument: string | null;
  /** What the setting becomes when the option takes no value. */
  readonly value?: boolean | string;
  /** May be given several times. */
  readonly repeated?: true;
  /** True when only the commands that name it take it. */
  readonly special?: true;
  /** For help; the setting's description when absent. */
  readonly says?: string;
}

/** One row of the table of settings. */
export interface Setting {
  /** Key in fern.config.json, with dots for nested objects. */
  readonly key: string;
  readonly type: SettingType;
  /** As it would be written in the file; null: none, or worked out on the machine (see `defaultText`). */
  readonly default: boolean | number | string | readonly string[] | Readonly<Record<string, never>> | null;
  /** For people, where the default depends on the machine. */
  readonly defaultText?: string;
  /** One sentence. */
  readonly description: string;
  readonly variable: string | null;
  readonly flags: readonly SettingFlag[];
  /** Null: not a setting of the editor. */
  readonly scope: SettingScope | null;
  /** False: only an environment variable, not a key of the file. */
  readonly file: boolean;
  /** True: the value is never printed. */
  readonly secret: boolean;
}
