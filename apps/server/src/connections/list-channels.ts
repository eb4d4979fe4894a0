import { DomainError, type ChatChannels, type ListChatChannels } from '@debrief/contract';
import type { Context } from '@debrief/core/context';
import { loadChatAccess } from '@debrief/core/inbound';
import type { Deps } from '../deps.ts';
import { RequestError } from '../network/guarded-fetch.ts';
import { connectionSources } from './sources.ts';

/** In which a person waits for the answer. */
const longestMs = 20_000;

/**
 * Asks a chat tool for its channels. Errors: `invalid` with what the tool answered, `not-found`,
 * `forbidden`.
 */
export async function listChatChannels(
  deps: Deps,
  ctx: Context,
  input: ListChatChannels,
): Promise<ChatChannels> {
  const { settings, secret } = await loadChatAccess(ctx, input);
  const source = connectionSources[settings.kind];
  if (!('listChannels' in source)) throw new DomainError('invalid', 'It has no channels.');
  const signal = AbortSignal.timeout(longestMs);
  try {
    return await source.listChannels({ url: settings.url, secret, fetch: deps.fetch, signal });
  } catch (error) {
    if (signal.aborted) throw new DomainError('invalid', 'The channels took too long to list.');
    if (error instanceof RequestError) throw new DomainError('invalid', error.message);
    throw error;
  }
}
