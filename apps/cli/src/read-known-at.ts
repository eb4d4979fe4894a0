import type { Client } from '@debrief/client';
import { findClockTimes } from '@debrief/rules/known';
import { CliError } from './errors.ts';
import { readInstant } from './read-instant.ts';

export const knownAtFlag = '--known-at <TIME>';
export const knownAtHelp = 'only what was known at this time, such as 14:34';

/**
 * The time of `--known-at`: an instant, or a clock time in the zone of the incident on the only day
 * of its timeline that has it. Errors: `invalid`.
 */
export async function readKnownAt(
  client: Client,
  incident: string,
  text: string | undefined,
): Promise<{ knownAt?: string }> {
  if (text === undefined) return {};
  if (!/^\d{1,2}:\d/.test(text)) return { knownAt: await readInstant(text, '--known-at') };
  const [{ zone }, { events }] = [
    await client.incident.get({ incident }),
    await client.timeline.list({ incident }),
  ];
  const times = events
    .flatMap(({ at, until, knownSince }) => [at, until ?? at, knownSince.at])
    .map((time) => Date.parse(time));
  const [fromMs, untilMs] = [Math.min(...times), Math.max(...times)];
  const found = times.length === 0 ? [] : findClockTimes(text, { zone, fromMs, untilMs });
  const [only, other] = found ?? [];
  if (only !== undefined && other === undefined) return { knownAt: only };
  const example = only ?? '2022-12-06T14:34:00Z';
  const message =
    found === null
      ? 'Write a time as 14:34, or as 2022-12-06T14:34:00Z'
      : `The timeline has ${found.length === 0 ? 'no' : `${found.length} times`} ${text} in ${zone}: write it as ${example}`;
  throw new CliError('invalid', 'Invalid time.', [{ at: '--known-at', message }]);
}
