import { afterAll, expect, it } from 'vitest';
import { previewFile, readAll, scratch } from '../testing/test-support.ts';

const files = await scratch();
afterAll(() => files.remove());

const march = { timeOrigin: '2024-03-13T13:00:00Z' };

async function rowsIn(content: string, options = {}): Promise<string[]> {
  const { records } = await readAll(await files.write('some.log', content), options);
  return records.map((one) => {
    const { service, source, prefix } = one.details.fields ?? {};
    const from = service ?? source ?? prefix;
    const at = one.occurredAt.toISOString();
    return [at, one.author?.name, from, one.text].filter((part) => part !== undefined).join(' | ');
  });
}

it.each([
  ['2024-03-13 14:02:11.417 CET [77] x', '2024-03-13T13:02:11.417Z | [77] x'],
  ['2024-07-10 14:02:11 +02 [77] x', '2024-07-10T12:02:11.000Z | [77] x'],
  ['2024-07-10 14:02:11 GMT+2 x', '2024-07-10T12:02:11.000Z | x'],
  ['2024-07-10 14:02:11 UTC+02:00 x', '2024-07-10T12:02:11.000Z | x'],
  ['2024-07-10 14:02:11 JST x', '2024-07-10T05:02:11.000Z | x'],
  ['2024-07-10 14:02:11 INFO x', '2024-07-10T14:02:11.000Z | INFO x'],
  ['2024-07-10T14:02:11Z <@mara> disk full', '2024-07-10T14:02:11.000Z | mara | disk full'],
  ['000123: *Mar 13 2024 14:02:11.417 CET: %SYS-5: x', '2024-03-13T13:02:11.417Z | %SYS-5: x'],
  ['2024-07-10T14:02:11Z <ERROR> disk', '2024-07-10T14:02:11.000Z | <ERROR> disk'],
  ['2024-07-10T14:02:11Z <event> x </event>', '2024-07-10T14:02:11.000Z | <event> x </event>'],
  ['2024-07-10 14:02:11 GET /x', '2024-07-10T14:02:11.000Z | GET /x'],
  ['2024-03-13 02:02:11 PM x', '2024-03-13T14:02:11.000Z | x'],
  ['2024-03-13 02:02:11 p. m. x', '2024-03-13T14:02:11.000Z | x'],
  ['[13-Mar-2024 14:02:11 Europe/Berlin] PHP x', '2024-03-13T13:02:11.000Z | PHP x'],
  ['[13-Mar-2024 14:02:11 UTC] PHP x', '2024-03-13T14:02:11.000Z | PHP x'],
  ['####<Mar 13, 2024 2:02:11 PM CET> <Error> x', '2024-03-13T13:02:11.000Z | <Error> x'],
  [
    'Mar 13, 2024 2:02:11 PM com.foo.Bar\nSEVERE: x',
    '2024-03-13T14:02:11.000Z | com.foo.Bar\nSEVERE: x',
  ],
  ['17/06/09 20:10:40 INFO executor.X: a', '2017-06-09T20:10:40.000Z | INFO executor.X: a'],
  ['081109 203615 148 INFO dfs: x', '2008-11-09T20:36:15.000Z | 148 INFO dfs: x'],
  ['170609  9:10:40 [Note] x', '2017-06-09T09:10:40.000Z | [Note] x'],
  ['20171223-22:15:29:606|Step|3|x', '2017-12-23T22:15:29.606Z | Step|3|x'],
  ['web-1  | 2024-03-13T13:02:11.417Z x', '2024-03-13T13:02:11.417Z | web-1 | x'],
  ['[pod/web-1/app] 2024-03-13T13:02:11.417Z x', '2024-03-13T13:02:11.417Z | pod/web-1/app | x'],
  ['build\tRun tests\t2024-03-13T13:02:11.12Z x', '2024-03-13T13:02:11.120Z | build Run tests | x'],
  ['app.log:2024-03-13T13:02:11Z x', '2024-03-13T13:02:11.000Z | app.log | x'],
  ['1234:M 13 Mar 2024 14:02:11.417 * x', '2024-03-13T14:02:11.417Z | 1234:M | * x'],
  [
    '134681 node-246 unix.hw 1077804742 1 x',
    '2004-02-26T14:12:22.000Z | 134681 node-246 unix.hw | 1 x',
  ],
  [
    '\u001B[32m2024-03-13T13:02:11Z\u001B[0m \u001B[31mERROR\u001B[0m x',
    '2024-03-13T13:02:11.000Z | ERROR x',
  ],
  ['2024-03-13 14:02:11,417 [CET] x', '2024-03-13T13:02:11.417Z | x'],
  ['2024-03-13 14:02:11 \u221205:00 x', '2024-03-13T19:02:11.000Z | x'],
  ['2024-03-13 14:02:11 (Central European Time) x', '2024-03-13T13:02:11.000Z | x'],
  ['2024-03-13 14:02:11 EST5EDT x', '2024-03-13T18:02:11.000Z | x'],
  ['2024-03-13T14:02:11.417[Europe/Berlin] x', '2024-03-13T13:02:11.417Z | x'],
  ['2024-03-13T14:02:11+01:00[Europe/Berlin] x', '2024-03-13T13:02:11.000Z | x'],
  ['2024-03-13 14:02:11 BOT x', '2024-03-13T14:02:11.000Z | BOT x'],
  ['Wed Mar 13 14:02:11 2024 +0100 x', '2024-03-13T13:02:11.000Z | x'],
  ['#1710338531\nls', '2024-03-13T14:02:11.000Z | ls'],
  [': 1710338531:0;ls', '2024-03-13T14:02:11.000Z | ls'],
  ['1 0 99 2024-03-13 14:02:11', '2024-03-13T14:02:11.000Z | 1 0 99'],
  ['Wed Mar 13 14:02:11 Europe/Berlin 2024 x', '2024-03-13T13:02:11.000Z | x'],
  ['2024-03-13-14.02.11.417000 x', '2024-03-13T14:02:11.417Z | x'],
  ['20240313T140211Z x', '2024-03-13T14:02:11.000Z | x'],
  ['[13.03.24, 14:02:11] Mara Iwu: x', '2024-03-13T14:02:11.000Z | Mara Iwu | x'],
  [
    '\u200e[13.03.24, 14:02:11] Jon: \u200e<image omitted>',
    '2024-03-13T14:02:11.000Z | Jon | <image omitted>',
  ],
  ['13.03.24, 14:04 - Mara changed the group', '2024-03-13T14:04:00.000Z | Mara changed the group'],
  ['[13.03.2024 14:02:11] ERROR: x', '2024-03-13T14:02:11.000Z | ERROR: x'],
  ['\0\0\0\x002024-03-13 14:02:11 x', '2024-03-13T14:02:11.000Z | x'],
  ['3/13/24, 2:02\u202fPM - Mara: x', '2024-03-13T14:02:00.000Z | Mara | x'],
])('reads %j', async (line, expected) => expect(await rowsIn(`${line}\n`)).toEqual([expected]));

it.each([
  ['03-17 16:13:38.811  1702 D x', '2024-03-17T16:13:38.811Z | 1702 D x'],
  ['000123: *Mar 13 14:02:11.417 CET: %LINK: x', '2024-03-13T13:02:11.417Z | %LINK: x'],
  ['[03.13 16:49:06] x', '2024-03-13T16:49:06.000Z | x'],
  ['2:02:11 PM x', '2024-03-13T14:02:11.000Z | x'],
  ['14:02:11 From Mara Iwu to Everyone:\n\tx', '2024-03-13T14:02:11.000Z | Mara Iwu | x'],
  ['14:02 x', '2024-03-13T14:02:00.000Z | x'],
  ['- 14:02: x', '2024-03-13T14:02:00.000Z | x'],
  ['[14:02] x', '2024-03-13T14:02:00.000Z | x'],
  ['14:02 UTC x', '2024-03-13T14:02:00.000Z | x'],
  ['~2:02pm x', '2024-03-13T14:02:00.000Z | x'],
  ['14:02 <@mara> x', '2024-03-13T14:02:00.000Z | mara | x'],
])('asks for the date of %j, then reads it', async (line, expected) => {
  const path = await files.write('some.txt', `${line}\n`);
  expect((await previewFile(path)).questions).toEqual([expect.stringContaining('--time-origin')]);
  expect(await rowsIn(`${line}\n`, march)).toEqual([expected]);
});

it('asks for the zone of an ambiguous abbreviation', async () => {
  const path = await files.write('cst.log', '2024-03-13 14:02:11 CST x\n');
  expect((await previewFile(path)).questions).toEqual([expect.stringContaining('--zone')]);
  expect((await readAll(path)).rejected[0]?.reason).toContain('Unclear time zone');
  expect((await readAll(path, { zone: 'Asia/Shanghai' })).records[0]?.occurredAt).toEqual(
    new Date('2024-03-13T06:02:11Z'),
  );
});

it('uses the date above the lines of notes, and continues after midnight', async () => {
  const notes =
    '2024-03-13\n14:02 - x\n23:58 late\n00:10 next\nThursday, 14 March 2024\n09:00-09:30 review\n';
  expect(await rowsIn(notes)).toEqual([
    '2024-03-13T14:02:00.000Z | x',
    '2024-03-13T23:58:00.000Z | late',
    '2024-03-14T00:10:00.000Z | next',
    '2024-03-14T09:00:00.000Z | review',
  ]);
  const irc =
    '--- Log opened Wed Mar 13 13:55:00 2024\n14:02 < mara> x\n--- Day changed Thu Mar 14 2024\n00:05 < mara> ok\n';
  expect(await rowsIn(irc)).toEqual([
    '2024-03-13T14:02:00.000Z | mara | x',
    '2024-03-14T00:05:00.000Z | mara | ok',
  ]);
});

const people = async (name: string, content: string, options = {}): Promise<string[]> => {
  const { records } = await readAll(await files.write(name, content), options);
  return records.map(({ kind, author, text }) => `${kind} | ${author?.name ?? ''} | ${text}`);
};

it('reads who spoke in a log of WeeChat, and who joined as an event', async () => {
  const at = '2024-03-13 13:02';
  const joined = `${at}:15\t-->\tjon (~jon@host) has joined #ops\n`;
  const log = `${at}:11\t@mara\torders fail\n${joined}${at}:20\tjon\tlooking\n${at}:30\t *\tmara restarts it\n`;
  expect(await people('ops.weechatlog', log)).toEqual([
    'message | mara | orders fail',
    'message | jon | jon (~jon@host) has joined #ops',
    'message | jon | looking',
    'message | mara | restarts it',
  ]);
  const addressed = `${at}:11\tmara\torders fail\n${at}:20\tjon\tmara: looking\n`;
  expect((await people('ops.log', addressed))[1]).toBe('message | jon | mara: looking');
  const services = `${at}:11\tapi\tstarted\n${at}:20\tdb\tready: yes\n`;
  expect((await people('services.log', services))[0]).not.toContain('api |');
});

it('reads who spoke in logs of other IRC programs, and what happened as events', async () => {
  const znc =
    '[13:02:11] <@mara> orders fail\n[13:02:15] *** Joins: jon (~jon@host)\n[13:02:40] <jon> looking\n[13:05:00] *** mara changes topic to "incident"\n';
  expect(await people('znc.log', znc, march)).toEqual([
    'message | mara | orders fail',
    'message | jon | Joins: jon (~jon@host)',
    'message | jon | looking',
    'message | mara | mara changes topic to "incident"',
  ]);
  const hexchat =
    'Mar 13 13:02:11 <mara>\torders fail\nMar 13 13:02:15 *\tjon (~jon@host) has joined\n';
  expect(await people('hexchat.log', hexchat, march)).toEqual([
    'message | mara | orders fail',
    'message | jon | jon (~jon@host) has joined',
  ]);
  const irssi =
    '13:02 <@mara> orders fail\n13:02 < jon> looking\n13:03 -!- bob [~bob@host] has joined #ops\n';
  expect(await people('irssi.log', irssi, march)).toEqual([
    'message | mara | orders fail',
    'message | jon | looking',
    'message | bob | bob [~bob@host] has joined #ops',
  ]);
});

it('reads joins, quits, kicks and topics of IRC as events of who did them', async () => {
  const log = [
    '--- Log opened Wed Mar 13 13:00:00 2024',
    '13:02 <@mara> orders fail',
    '13:03 -!- bob [~bob@host] has joined #ops',
    '13:04 -!- mara changed the topic of #ops to: incident',
    '13:05 -!- bob was kicked from #ops by mara [bye]',
    '13:06 -!- jon [~jon@host] has quit [Ping timeout]',
    '13:07 -!- jon is now known as jon2',
    '--- Day changed Thu Mar 14 2024',
    '00:01 <@mara> ok',
  ];
  const { records } = await readAll(await files.write('irssi-events.log', log.join('\n')));
  expect(
    records.map(({ occurredAt, author, details }) =>
      [occurredAt.toISOString().slice(0, 16), author?.name, details.event ?? 'said'].join(' '),
    ),
  ).toEqual([
    '2024-03-13T13:02 mara said',
    '2024-03-13T13:03 bob join',
    '2024-03-13T13:04 mara topic',
    '2024-03-13T13:05 bob leave',
    '2024-03-13T13:06 jon leave',
    '2024-03-13T13:07 jon other',
    '2024-03-14T00:01 mara said',
  ]);
});

it('credits an action of IRC to who also speaks', async () => {
  const irssi =
    '13:02 <@mara> orders fail\n13:03  * mara restarts db\n13:04  * Connected to web-1\n';
  expect(await people('action.log', irssi, march)).toEqual([
    'message | mara | orders fail',
    'message | mara | restarts db',
    'log |  | * Connected to web-1',
  ]);
  const znc = '[13:02:11] <mara> orders fail\n[13:02:15] * mara restarts db\n';
  expect(await people('znc.log', znc, march)).toEqual([
    'message | mara | orders fail',
    'message | mara | restarts db',
  ]);
});

it('keeps a log pasted into a chat in its message', async () => {
  const chat =
    '00:04:13\tMara Iwu:\tthis\n00:04:40\tJon Deer:\tlog:\n\n12:58:01 ERROR full\n12:58:02 ERROR\n12:58:03 ERROR\n00:05:02\tMara Iwu:\tok\n';
  expect(await rowsIn(chat, march)).toEqual([
    '2024-03-13T13:04:13.000Z | Mara Iwu | this',
    '2024-03-13T13:04:40.000Z | Jon Deer | log:\n\n12:58:01 ERROR full\n12:58:02 ERROR\n12:58:03 ERROR',
    '2024-03-13T13:05:02.000Z | Mara Iwu | ok',
  ]);
});

it('takes the day of notes from the one date above them', async () => {
  const notes = '14:02 orders refuse writes\n23:58 watching\n00:10 all good\n';
  const times = async (head: string) => {
    const { records } = await readAll(await files.write('notes.txt', `${head}\n${notes}`));
    return records.map((one) => one.occurredAt.toISOString().slice(0, 16));
  };
  const expected = ['2024-03-13T14:02', '2024-03-13T23:58', '2024-03-14T00:10'];
  expect(await times('Orders outage, 13 March 2024')).toEqual(expected);
  expect(await times('## Incident notes 2024-03-13')).toEqual(expected);
  expect(await times('Notes of 2024-03-13, copied on 2024-03-15')).toEqual([]);
});
