import { ReadOptions } from '@debrief/contract';
import { afterAll, describe, expect, it } from 'vitest';
import { previewFile, readAll, scratch } from '../testing/test-support.ts';

const files = await scratch();
afterAll(() => files.remove());

async function rowsIn(name: string, content: string | Uint8Array, options = {}): Promise<string[]> {
  const { records } = await readAll(await files.write(name, content), options);
  return records.map(({ occurredAt, author, text, repliesTo }) =>
    [occurredAt.toISOString().slice(0, 19), author?.name, text, repliesTo]
      .filter((part) => part !== undefined && part !== null)
      .join(' | '),
  );
}

const csv = (header: string, ...rows: string[]): string => [header, ...rows, ''].join('\n');

describe('times of a table', () => {
  it.each([
    ['Date,Time,Event', '2024-03-10,14:02,x', '2024-03-10T14:02:00 | x'],
    ['Time,Event,Date', '2:02 PM,x,3/13/2024', '2024-03-13T14:02:00 | x'],
    ['Datum;Uhrzeit;Ereignis', '13.03.2024;14:02;x', '2024-03-13T14:02:00 | x'],
    ['Date,Time,TZ,Event', '2024-03-13,14:02,CET,x', '2024-03-13T13:02:00 | x'],
    ['When,Timezone,Event', '2024-03-13 14:02,Europe/Berlin,x', '2024-03-13T13:02:00 | x'],
    ['Time (ET),Event', '2024-03-13 14:02,x', '2024-03-13T18:02:00 | x'],
    ['Time (CET),Event', '2024-03-13 14:02,x', '2024-03-13T13:02:00 | x'],
    ['time_utc,tz,Event', '2024-03-13 14:02,CET,x', '2024-03-13T14:02:00 | x'],
    ['Timestamp UTC+2,Event', '2024-03-13 14:02,x', '2024-03-13T12:02:00 | x'],
    ['created_utc,Event', '2024-03-13 14:02,x', '2024-03-13T14:02:00 | x'],
    ['Time (ET),Event', '2024-03-13T14:02:00Z,x', '2024-03-13T14:02:00 | x'],
    ['When,Event', '"March 13, 2024 at 2:02 PM (UTC-05:00)",x', '2024-03-13T19:02:00 | x'],
    ['When,Event', '2024-03-13 14:02:11 (CET),x', '2024-03-13T13:02:11 | x'],
    ['Time,Event', '"3/13/2024, 2:02:11\u202fPM",x', '2024-03-13T14:02:11 | x'],
    ['time_cet,Event', '2024-03-13 14:02,x', '2024-03-13T13:02:00 | x'],
    ['created_at_pst,Event', '2024-03-13 14:02,x', '2024-03-13T22:02:00 | x'],
    ['Zulu time,Event', '2024-03-13 14:02,x', '2024-03-13T14:02:00 | x'],
    ['Date,Time,AM/PM,Event', '3/13/2024,2:02,PM,x', '2024-03-13T14:02:00 | x'],
    ['Year,Month,Day,Time,Event', '2024,3,13,14:02,x', '2024-03-13T14:02:00 | x'],
    ['When,utc_offset,Event', '2024-03-13 14:02,60,x', '2024-03-13T13:02:00 | x'],
    ['When,utc_offset,Event', '2024-03-13 14:02,-5,x', '2024-03-13T19:02:00 | x'],
    ['When,tz,Event', '2024-03-13 14:02,+0530,x', '2024-03-13T08:32:00 | x'],
    ['When,TimeZone,Event', '2024-03-13 14:02,Romance Standard Time,x', '2024-03-13T13:02:00 | x'],
    ['Zeitpunkt;Wer;Meldung', '13.03.2024 14:02;Mara;x', '2024-03-13T14:02:00 | Mara | x'],
    ['Heure;Auteur;Description', '13/03/2024 14h02;Mara;x', '2024-03-13T14:02:00 | Mara | x'],
    ['时间,作者,内容', '2024-03-13 14:02,Mara,x', '2024-03-13T14:02:00 | Mara | x'],
    [
      'timestamp,created_at,Event',
      '2024-03-13 14:02:00,2024-03-13T13:02:00Z,x',
      '2024-03-13T13:02:00 | x',
    ],
    ['"Start, UTC","What, in short"', '2024-03-13 14:02,x y', '2024-03-13T14:02:00 | x y'],
  ])('%s: %s', async (header, row, expected) => {
    expect(await rowsIn('some.csv', csv(header, row, row))).toEqual([expected, expected]);
  });

  it('uses the date above for a row without one', async () => {
    const table = csv('Date,Time,Event', '2024-03-10,14:02,x', ',14:05,y', '2024-03-11,09:00,z');
    expect(await rowsIn('merged.csv', table)).toEqual([
      '2024-03-10T14:02:00 | x',
      '2024-03-10T14:05:00 | y',
      '2024-03-11T09:00:00 | z',
    ]);
  });

  it('continues on the next day after midnight, and ends after it', async () => {
    const clocks = csv('Date,Time,Event', '2024-03-10,23:58,x', ',00:05,y', ',23:00,z', ',01:00,w');
    expect(await rowsIn('night.csv', clocks)).toEqual([
      '2024-03-10T23:58:00 | x',
      '2024-03-11T00:05:00 | y',
      '2024-03-11T23:00:00 | z',
      '2024-03-12T01:00:00 | w',
    ]);
    const ends = csv('Date,Start,End,Note', '2024-03-10,23:30,00:30,x', '2024-03-11,10:00,09:59,y');
    const { records } = await readAll(await files.write('ends.csv', ends));
    expect(records.map((record) => record.untilAt?.toISOString().slice(0, 16))).toEqual([
      '2024-03-11T00:30',
      '2024-03-12T09:59',
    ]);
  });

  it('keeps an end that is before its start as text', async () => {
    const table = csv('start,end,text', '2024-03-10T12:00:00Z,2024-03-10T11:00:00Z,x');
    const { records } = await readAll(await files.write('back.csv', table));
    expect(records[0]).toMatchObject({
      untilAt: null,
      details: { fields: { end: '2024-03-10T11:00:00Z' } },
    });
  });

  it('reads dates in the named order, and none in the order of another date', async () => {
    const table = csv('Time,Event', '04/03/2024 14:02,x', '05/03/2024 14:02,y');
    const path = await files.write('order.csv', table);
    expect((await previewFile(path)).questions.join()).toContain('--date-order');
    for (const [dateOrder, expected] of [
      ['day', '2024-03-04'],
      ['month', '2024-04-03'],
    ] as const)
      expect((await rowsIn('order.csv', table, { dateOrder }))[0]).toContain(expected);
    const mixed = csv('Time,Event', '13/03/2024 1:00,x', '03/14/2024 1:00,y', '04/03/2024 1:00,z');
    const { records, rejected } = await readAll(await files.write('mixed.csv', mixed));
    expect([records.length, rejected.map((read) => read.place)]).toEqual([2, ['line 4']]);
  });

  it.each([
    ['When,Timezone,Event', '2024-03-13 14:02,Mars/Olympus,x', '--zone'],
    ['localtime,Event', '2024-03-13 14:02:11,x', '--zone'],
    ['Time,Event', '24/03/13 14:02,x', '--date-order'],
    ['Time,Event', '2 hours ago,x', 'such as "2 hours ago"'],
    ['Time,Event', '"1,71034E+12",x', 'rounded'],
    ['Time,Event', '2024-03-13 14:02:11 CST,x', '--zone'],
    ['Time (CST),Event', '2024-03-13 14:02:11,x', '--zone'],
    ['Time (local),Event', '2024-03-13 14:02:11,x', '--zone'],
    ['Time,Event', '1.71034E+12,x', 'rounded'],
    ['Time,Event', '45364.5848,x', '--time-unit d'],
  ])('asks about %s: %s', async (header, row, expected) => {
    const path = await files.write('asked.csv', csv(header, row, row));
    expect((await previewFile(path)).questions.join()).toContain(expected);
  });

  it('reads an ambiguous abbreviation by the named zone', async () => {
    const table = csv('Time,Event', '2024-03-13 14:02 CST,x');
    expect(await rowsIn('cst.csv', table, { zone: 'Asia/Shanghai' })).toEqual([
      '2024-03-13T06:02:00 | x',
    ]);
    const headed = csv('Time (CST),Event', '2024-03-13 14:02,x');
    expect(await rowsIn('cst.csv', headed, { zone: 'America/Chicago' })).toEqual([
      '2024-03-13T20:02:00 | x',
    ]);
  });

  it('uses the next time column if one is empty, and says which', async () => {
    const table = csv(
      'seen_timestamp,start_timestamp,text',
      ',2024-03-13 14:00,x',
      '2024-03-13 14:05,2024-03-13 14:01,y',
      ',2024-03-13 14:02,z',
    );
    expect(await rowsIn('stages.csv', table)).toEqual([
      '2024-03-13T14:00:00 | x',
      '2024-03-13T14:01:00 | y',
      '2024-03-13T14:02:00 | z',
    ]);
    const { records } = await readAll(
      await files.write(
        'k8s.json',
        JSON.stringify([
          { eventTime: '2024-03-13T13:40:11Z', message: 'x', lastTimestamp: null },
          { eventTime: null, message: 'y', lastTimestamp: '2024-03-13T13:32:11Z' },
        ]),
      ),
    );
    expect(records[1]?.occurredAt).toEqual(new Date('2024-03-13T13:32:11Z'));
    expect(records[1]?.details.fields).toMatchObject({ 'time from': 'lastTimestamp' });
  });

  it('prefers seconds since 1970 to local times next to them', async () => {
    const chat = JSON.stringify([
      { date: '2024-03-13T14:02:11', date_unixtime: '1710334931', from: 'Mara', text: 'x' },
      { date: '2024-03-13T14:03:11', date_unixtime: '1710334991', from: 'Jon', text: 'y' },
    ]);
    expect(await rowsIn('chat.json', chat)).toEqual([
      '2024-03-13T13:02:11 | Mara | x',
      '2024-03-13T13:03:11 | Jon | y',
    ]);
  });
});

describe('the bytes of a table', () => {
  it('finds the column names below other lines, and reports those lines', async () => {
    const table =
      '# Report\nAll times are in CET\n\nWhen,Message,Who\n2024-03-13 14:02,x,Mara\n2024-03-13 14:03,y,Jon\n';
    const { records, rejected } = await readAll(await files.write('lead.csv', table));
    expect(records.map((one) => one.occurredAt.toISOString())).toEqual([
      '2024-03-13T13:02:00.000Z',
      '2024-03-13T13:03:00.000Z',
    ]);
    expect(rejected.map((one) => one.place)).toEqual(['line 1', 'line 2']);
  });

  it('names a column without a header', async () => {
    const table = csv(
      'Level,Date and Time,Source,Event ID,Task Category',
      'Error,3/13/2024 2:02:11 PM,disk,7,None,"The device has a bad block."',
      'Error,3/13/2024 2:02:12 PM,disk,7,None,"Again."',
    );
    expect(await rowsIn('events.csv', table)).toEqual([
      '2024-03-13T14:02:11 | The device has a bad block.',
      '2024-03-13T14:02:12 | Again.',
    ]);
  });

  it("reads PostgreSQL's csvlog", async () => {
    const line =
      '2024-03-13 14:02:11.417 CET,"postgres","db",77,"[local]",65f1,1,"",2024-03-13 14:00:00 CET,3/4,0,ERROR,53100,"could not extend\nfile","x","hint",,,,,,,"psql"';
    expect(await rowsIn('pg.csv', `${line}\n${line}\n`)).toEqual([
      '2024-03-13T13:02:11 | postgres | could not extend\nfile',
      '2024-03-13T13:02:11 | postgres | could not extend\nfile',
    ]);
  });

  it('reads lines that end with CR only', async () => {
    expect(
      await rowsIn('mac.csv', 'time,text\r2024-03-13T13:02:11Z,x\r2024-03-13T13:03:11Z,y\r'),
    ).toEqual(['2024-03-13T13:02:11 | x', '2024-03-13T13:03:11 | y']);
  });

  it.each([
    [
      'gb18030',
      'cab1bce42cc4dac8dd0a323032342d30332d31332031343a30322cd6f7bfe2bedcbef8d0b4c8eb0a',
      '主库拒绝写入',
    ],
    [
      'Shift-JIS',
      '8e9e8d8f2c93e097650a323032342d30332d31332031343a30322c8f918d9e82dd82aa8b9194db82b382ea82dc82b582bd0a',
      '書込みが拒否されました',
    ],
  ])('reads %s', async (_, hex, expected) => {
    expect(await rowsIn('east.csv', Buffer.from(hex, 'hex'))).toEqual([
      `2024-03-13T14:02:00 | ${expected}`,
    ]);
  });

  it.each([
    ['koi8-r', 'cf c6 c6 cc c1 ca ce', 'оффлайн'],
    ['shift_jis', '8d c4', '再'],
    ['latin1', 'e9 74 e9', 'été'],
    ['macintosh', '8e 74 8e', 'été'],
  ])('reads the encoding %s that is named', async (encoding, hex, expected) => {
    const said = Buffer.from(hex.replaceAll(' ', ''), 'hex');
    const table = Buffer.concat([Buffer.from('time,text\n2024-03-13 14:02,'), said]);
    expect(await rowsIn('named.csv', table, { encoding })).toEqual([
      `2024-03-13T14:02:00 | ${expected}`,
    ]);
    const page = Buffer.concat([Buffer.from('# Down\n\n'), said]);
    const { records } = await readAll(await files.write('named.md', page), { encoding });
    expect(records.map((one) => one.text)).toEqual([`# Down\n\n${expected}`]);
  });

  it('refuses the name of an unknown encoding', () => {
    expect(ReadOptions.safeParse({ encoding: 'utf-9' }).error?.issues).toMatchObject([
      { path: ['encoding'], message: expect.stringContaining('shift_jis') },
    ]);
  });

  it('turns comments in the fields of an issue into records', async () => {
    const table = csv(
      'Summary,Issue key,Reporter,Created,Comment,Comment',
      'x,OPS-1,Mara,13/Mar/24 2:05 PM,13/Mar/24 2:50 PM;jdeer;rolled; back,13/Mar/24 2:59 PM;miwu;ok',
      'y,OPS-2,Mara,14/Mar/24 9:05 AM,,',
    );
    expect(await rowsIn('jira.csv', table)).toEqual([
      '2024-03-13T14:05:00 | Mara | x',
      '2024-03-13T14:50:00 | jdeer | rolled; back | OPS-1',
      '2024-03-13T14:59:00 | miwu | ok | OPS-1',
      '2024-03-14T09:05:00 | Mara | y',
    ]);
  });
});

describe('lists inside JSON', () => {
  const at = '2024-03-13T13:02:11Z';
  const one = { id: 'a', created_at: at, text: 'x' };
  it.each([
    ['log_entries', { log_entries: [one], limit: 25 }],
    [
      'hits.hits',
      {
        took: 1,
        hits: { total: 1, hits: [{ _id: 'a', _source: { '@timestamp': at, message: 'x' } }] },
      },
    ],
    [
      'value',
      { '@odata.context': 'c', value: [{ id: 'a', createdDateTime: at, body: { content: 'x' } }] },
    ],
    ['Records', { Records: [{ eventID: 'a', eventTime: at, message: 'x' }] }],
    ['a list of another name', { page: { updated_at: at }, outages: [one] }],
    [
      'objects by id',
      { outages: { a: { created_at: at, text: 'x' }, b: { created_at: at, text: 'x' } } },
    ],
    [
      'CloudWatch Logs Insights',
      {
        status: 'Complete',
        results: [
          [
            { field: '@timestamp', value: '2024-03-13 13:02:11.000' },
            { field: '@message', value: 'x' },
          ],
        ],
      },
    ],
    [
      'a status page without its components',
      { incidents: [{ ...one, components: [{ id: 'c', name: 'API', created_at: at }] }] },
    ],
    [
      'Loki',
      {
        status: 'success',
        data: { result: [{ stream: { app: 'web' }, values: [['1710334931000000000', 'x']] }] },
      },
    ],
  ])('reads %s', async (_, value) => {
    const rows = await rowsIn('answer.json', JSON.stringify(value, null, 1));
    expect(new Set(rows)).toEqual(new Set(['2024-03-13T13:02:11 | x']));
  });

  it.each([
    [{ created_at: at, message: 'x', updater: { user: { name: 'Mara' } } }, 'Mara', 'x'],
    [
      { sys_created_on: at, short_description: 'x', opened_by: { display_value: 'Mara' } },
      'Mara',
      'x',
    ],
    [{ create_at: 1710334000000, event_at: 1710334931000, summary: 'x' }, undefined, 'x'],
  ])('finds who wrote %j, what and when', async (value, author, text) => {
    const { records } = await readAll(await files.write('one.json', JSON.stringify([value])));
    expect(records[0]).toMatchObject({ occurredAt: new Date(at), text });
    expect(records[0]?.author?.name).toBe(author);
  });

  it('reads replies, comments and updates inside records, and keeps their ids separate', async () => {
    const value = [
      { ...one, comments: { comments: [{ id: 'a', created: '2024-03-13T13:03:11Z', body: 'y' }] } },
      {
        ...one,
        id: 'b',
        comments: { comments: [{ id: 'c', created: '2024-03-13T13:04:11Z', body: 'z' }] },
      },
    ];
    const { records } = await readAll(await files.write('nested.json', JSON.stringify(value)));
    expect(records.map((each) => [each.text, each.repliesTo])).toEqual([
      ['x', null],
      ['y', 'a'],
      ['x', null],
      ['z', 'b'],
    ]);
    expect(new Set(records.map((each) => each.key)).size).toBe(4);
  });

  it('reads the words of embeds, rich text and bytes', async () => {
    const value = [
      { timestamp: at, content: '', embeds: [{ title: 'FIRING', description: 'disk 99 %' }] },
      { timestamp: at, content: ['see ', { type: 'link', text: 'https://x.test' }] },
      { timestamp: at, content: [114, 101, 97, 100, 121, 32, 226, 156, 147] },
    ];
    expect(await rowsIn('rich.json', JSON.stringify(value))).toEqual([
      '2024-03-13T13:02:11 | FIRING\ndisk 99 %',
      '2024-03-13T13:02:11 | see https://x.test',
      '2024-03-13T13:02:11 | ready ✓',
    ]);
  });
});

describe('forms of a table', () => {
  it.each([
    [
      'title.csv',
      'Report,,\nAll times are in CET,,\n\nTime,Who,What\n2024-03-13 14:02,m,x\n2024-03-13 14:02,m,x\n',
      '13:02',
    ],
    [
      'comment.csv',
      '# made by me, zone\nTime,Who,What\n2024-03-13 14:02,m,x\n2024-03-13 14:02,m,x\n',
      '14:02',
    ],
    [
      'psql.txt',
      ' at | who | what\n----+----+---\n 2024-03-13 14:02:00 | m | x\n 2024-03-13 14:02:00 | m | x\n',
      '14:02',
    ],
    ['mac.csv', 'time,who,what\r2024-03-13 14:02,m,"x\r\ny"\r2024-03-13 14:02,m,z\r', '14:02'],
    [
      'twice.csv',
      'time,who,what\r\r\n2024-03-13 14:02,m,x\r\r\n2024-03-13 14:02,m,x\r\r\n',
      '14:02',
    ],
  ])('reads %s', async (name, content, clock) => {
    const rows = await rowsIn(name, content);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(new RegExp(`^2024-03-13T${clock}:00 \\| m \\| x`));
  });

  it('reads the end of a record from a column with a zone in its name', async () => {
    const text =
      'Start (Europe/Berlin),End (Europe/Berlin),Event\n2024-03-13 14:02,2024-03-13 15:02,x\n';
    const { records } = await readAll(await files.write('zones.csv', text));
    expect(records[0]).toMatchObject({
      occurredAt: new Date('2024-03-13T13:02:00Z'),
      untilAt: new Date('2024-03-13T14:02:00Z'),
    });
  });

  it('finds the header below as many lines as there are rows', async () => {
    const text = 'Report\nGenerated: 2024-03-14 10:00\n\nTime,Event,Who\n2024-03-13 14:02,x,m\n';
    expect(await rowsIn('lead.csv', text)).toEqual(['2024-03-13T14:02:00 | m | x']);
  });

  it('takes the wordiest column of a table without a header for the text', async () => {
    const line = '2024-03-13T14:02:11Z\tINFO\torders\tdisk is full\t{"code":1}\n';
    expect(await rowsIn('app.log', line.repeat(2))).toEqual([
      '2024-03-13T14:02:11 | disk is full',
      '2024-03-13T14:02:11 | disk is full',
    ]);
  });

  it('reads UTF-16 without its mark', async () => {
    const text = 'time,what\n2024-03-13T14:02:00Z,größe\n';
    expect(await rowsIn('wide.csv', Buffer.from(text, 'utf16le'))).toEqual([
      '2024-03-13T14:02:00 | größe',
    ]);
  });

  it.each([
    [
      'an object by id',
      {
        a: { time: '2024-03-13T14:02:00Z', text: 'x' },
        b: { time: '2024-03-13T14:02:00Z', text: 'x' },
      },
    ],
    ['an object by time', { '2024-03-13T14:02:00Z': 'x', '2024-03-13T14:02:00+00:00': 'x' }],
    [
      'a status page',
      {
        incidents: [
          {
            name: 'x',
            created_at: '2024-03-13T14:02:00Z',
            resolved_at: '2024-03-13T15:02:00Z',
            incident_updates: [{ body: 'x', created_at: '2024-03-13T14:02:00Z' }],
          },
        ],
      },
    ],
    [
      'requests with a duration',
      {
        log: {
          entries: [
            { startedDateTime: '2024-03-13T14:02:00Z', time: 12.5, comment: 'x' },
            { startedDateTime: '2024-03-13T14:02:00Z', time: 3, comment: 'x' },
          ],
        },
      },
    ],
    [
      'a chat of Matrix',
      {
        room: 'ops',
        messages: [
          { origin_server_ts: 1710338520000, content: { body: 'x' } },
          { origin_server_ts: 1710338520000, content: { body: 'x' } },
        ],
      },
    ],
  ])('reads %s', async (_, value) => {
    expect(await rowsIn('some.json', JSON.stringify(value))).toEqual([
      '2024-03-13T14:02:00 | x',
      '2024-03-13T14:02:00 | x',
    ]);
  });
});
