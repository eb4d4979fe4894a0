import type { ConnectionKind } from '@debrief/contract';
import { feed } from './feed.ts';
import type { ConnectionSource } from './source.ts';

/** The requests of each kind of connection. */
export const connectionSources: Record<ConnectionKind, ConnectionSource> = { feed };
