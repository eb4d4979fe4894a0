import { expect, test } from 'vitest';
import { createGuardedFetch } from '../network/guarded-fetch.ts';
import { createFetchText } from './fetch-text.ts';

test('a private address, plain HTTP and an address instead of a name are refused', async () => {
  const fetchText = createFetchText(createGuardedFetch(null, () => new Date()));
  for (const url of [
    'https://localhost/',
    'http://sns.us-west-2.amazonaws.com/',
    'https://1.1.1.1/',
  ])
    await expect(fetchText(url)).rejects.toMatchObject({ code: 'unavailable' });
});
