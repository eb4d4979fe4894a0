import type { JsonObject, Row } from '../../row.ts';
import type { IdentityRef, SourceRef, StreamRef } from '../../source.ts';
import {
  firstText,
  objectAt,
  readHost,
  textAt,
  toIdentity,
  toSource,
  toStream,
} from '../values.ts';

export const readUrl = (value: JsonObject): string => firstText(value, 'html_url', 'url');
export const readCreated = (value: JsonObject): string =>
  firstText(value, 'created_at', 'createdAt');

/** The first of the properties that names a person or an app. */
export function toUser(value: JsonObject, ...paths: string[]): IdentityRef | null {
  for (const path of paths) {
    const user = objectAt(value, path);
    const login = firstText(user, 'login', 'username');
    if (login === '') continue;
    return toIdentity(login, firstText(user, 'name') || login, {
      email: textAt(user, 'email'),
      isBot: user['is_bot'] === true || textAt(user, 'type') === 'Bot' || login.endsWith('[bot]'),
    });
  }
  return null;
}

const repositoryUrl = /^https?:\/\/[^/]+\/(?:repos\/)?([^/]+\/[^/]+)\//;

export function toRepository({ value, parent }: Row): StreamRef | null {
  const name =
    firstText(value, 'repository.full_name', 'repository.nameWithOwner') ||
    [readUrl(value), textAt(value, 'url'), textAt(value, 'deployment_url')]
      .map((url) => repositoryUrl.exec(url)?.[1] ?? '')
      .find((found) => found !== '');
  if (name !== undefined && name !== '') return toStream(name);
  return parent === undefined ? null : toRepository(parent);
}

export function toHost(value: JsonObject, { parent }: Row): SourceRef | null {
  const urls = [value, parent?.value ?? {}].map((one) =>
    firstText(one, 'html_url', 'repository.html_url', 'url'),
  );
  const host = readHost(urls.find((url) => url !== '') ?? '').replace(/^api\./, '');
  return toSource('github', host);
}
