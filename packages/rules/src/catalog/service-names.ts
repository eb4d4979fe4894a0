import { foldLetters } from '../search/index.ts';

/** What a service is called. */
export interface NamedService {
  name: string;
  title: string | null;
  aliases: readonly string[];
}

/** A name without case, accents and repeated spaces: two services never have the same one. */
export function toServiceKey(name: string): string {
  return foldLetters(name).replaceAll(/\s+/g, ' ').trim();
}

/** A key without punctuation: `orders_api`, `Orders API` and `orders-api` are equal. */
function toLooseKey(name: string): string {
  return foldLetters(name)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** All names by which words can mean a service, for an index. */
export function listMatchNames(service: NamedService): string[] {
  const names = [service.name, service.title ?? '', ...service.aliases];
  return [...new Set(names.flatMap(listKeys))];
}

/** The names of an index by which a word is found. */
export function listKeys(word: string): string[] {
  return [toServiceKey(word), toLooseKey(word)].filter((key) => key !== '');
}

/**
 * Finds the service that a word of an incident or of evidence means: by its name, else by a title or
 * another name, else by one of them without punctuation. Null if none or several match equally well.
 */
export function createServiceMatcher<T extends NamedService>(
  services: readonly T[],
): (word: string) => T | null {
  const otherNames = (service: T) => [service.title ?? '', ...service.aliases];
  const tiers: [Map<string, T | null>, (word: string) => string][] = [
    [indexByKey(services, (one) => [one.name], toServiceKey), toServiceKey],
    [indexByKey(services, otherNames, toServiceKey), toServiceKey],
    [indexByKey(services, (one) => [one.name, ...otherNames(one)], toLooseKey), toLooseKey],
  ];
  return (word) => {
    for (const [index, toKey] of tiers) {
      const found = index.get(toKey(word));
      if (found !== undefined) return found;
    }
    return null;
  };
}

/** Null for a key that several services have. */
function indexByKey<T>(
  services: readonly T[],
  names: (service: T) => readonly string[],
  toKey: (name: string) => string,
): Map<string, T | null> {
  const index = new Map<string, T | null>();
  for (const service of services)
    for (const key of new Set(names(service).map(toKey)))
      if (key !== '') index.set(key, index.has(key) ? null : service);
  return index;
}
