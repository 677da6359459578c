/** Version of the scoring; raise it whenever a score of the same bytes could change. Part of every cache key. */
export const ENGINE_VERSION = '0.4.2';
