import { generic } from './generic.ts';
import { senders } from './senders.ts';
import type { InboundSource } from './source.ts';

/** Every program that can send records. */
export const inboundSources: readonly InboundSource[] = [generic, ...senders];

/** The source with this name in its URL; null if there is none. */
export function findInboundSource(name: string): InboundSource | null {
  return inboundSources.find((source) => source.name === name) ?? null;
}
