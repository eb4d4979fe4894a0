/** A field of the settings, as it is asked for in a form. */
export interface ConnectionField {
  name: string;
  label: string;
  /** What a new connection starts with. */
  usual?: string;
  placeholder?: string;
  hint?: string;
  isOptional?: true;
}

interface KindDefinition {
  title: string;
  /** What it adds. */
  lead: string;
  /** What to enter as the token. */
  token: string;
  fields: readonly ConnectionField[];
}

const interval = (usual: string): ConnectionField => ({
  name: 'everyMinutes',
  label: 'Minutes between requests',
  usual,
});

const webToken = 'A bearer token, or user:password. Leave it empty if the address is public.';

/** The kinds of connections, and what is asked for in a form. Settings are in `connection-settings.ts`. */
export const connectionKinds = {
  feed: {
    title: 'Atom or RSS feed',
    lead: 'Adds the entries of a status page, of releases or of announcements.',
    token: webToken,
    fields: [
      { name: 'url', label: 'Address', placeholder: 'https://status.example.com/history.atom' },
      interval('15'),
    ],
  },
} as const satisfies Record<string, KindDefinition>;

export type ConnectionKind = keyof typeof connectionKinds;

/** The definition of a kind; null for one of another version. */
export function findConnectionKind(kind: string): KindDefinition | null {
  const table: Record<string, KindDefinition> = connectionKinds;
  return Object.hasOwn(table, kind) ? (table[kind] ?? null) : null;
}
