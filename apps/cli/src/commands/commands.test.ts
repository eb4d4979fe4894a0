import type {
  Account,
  Activity,
  ApiKey,
  Evidence,
  Participant,
  TimelineEvent,
} from '@debrief/contract';
import { describe, expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { matchText, fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId, anImport, anIncident } from '../testing/samples.ts';
import type { Deployment } from '../world.ts';

const at = '2022-12-06T14:30:05.000Z';
const by = { type: 'operator' as const, id: null, name: 'operator' };
const other = '01890a5d-ac96-774b-bcce-b302099a8058';

const cli = (answers: Answers = {}, deployment: Partial<Deployment> = {}) => {
  const door = createFakeApi(answers);
  return { door, ...fakeWorld({ door, deployment }) };
};

function anItem(more: Partial<Evidence>): Evidence {
  const times = {
    occurredAt: at,
    untilAt: null,
    precision: 'exact' as const,
    zoneOffset: 0,
    recordedAt: at,
    knownAt: null,
    clockOffsetMs: 0,
  };
  const author = { identityId: anId, personId: anId, name: 'Ada', isBot: false };
  const state = {
    repliesTo: null,
    replyCount: 0,
    details: {},
    marks: [],
    revision: 1,
    isEdited: false,
    isDeleted: false,
    citedBy: [],
    citedIn: [],
    redactions: [],
  };
  return {
    id: anId,
    itemId: anId,
    streamId: anId,
    streamName: 'inc-search',
    sourceKind: 'slack',
    kind: 'message',
    text: 'alarm',
    author,
    ...times,
    ...state,
    ...more,
  };
}

describe('debrief record', () => {
  const answers: Answers = {
    'evidence.sources': () => ({
      items: [
        {
          streamId: other,
          sourceId: anId,
          sourceName: 'Slack',
          sourceKind: 'slack',
          streamName: 'inc-search',
          clockOffsetMs: 0,
          from: null,
          until: null,
          isIncluded: true,
          rule: null,
          inTimeRange: 2,
          inStream: 2,
          firstAt: at,
          lastAt: at,
          kinds: ['message'],
        },
      ],
    }),
    'evidence.record': (input) =>
      input['cursor'] === 'c2'
        ? {
            items: [
              anItem({
                text: 'line one\nline \u001b[2Jtwo',
                repliesTo: other,
                isEdited: true,
                precision: 'about',
                author: null,
              }),
            ],
            before: null,
            after: null,
          }
        : { items: [anItem({})], before: null, after: 'c2' },
  };

  test('prints every page, one item per line', async () => {
    const ran = await cli(answers).run('record', 'INC-2');
    expect(ran.out.split('\n')).toEqual([
      '2022-12-06T14:30:05Z  inc-search          Ada                   alarm',
      '~2022-12-06T14:30Z    inc-search          message               ↳ [edited] line one ⏎ line ␛[2Jtwo',
      '',
    ]);
  });

  test('passes the filters on, with names as ids', async () => {
    const { run, door } = cli(answers);
    await run(
      'record',
      'INC-2',
      '--stream',
      '#Inc-Search',
      '--kind',
      'message,alert',
      '--no-bots',
      '--text',
      '5xx',
      '--from',
      '2022-12-06T00:00:00Z',
      '--limit',
      '1',
    );
    expect(door.calls[1]).toEqual({
      route: 'evidence.record',
      input: {
        incident: 'INC-2',
        threads: 'flat',
        stream: other,
        kind: 'message,alert',
        bots: 'without',
        text: '5xx',
        from: '2022-12-06T00:00:00Z',
        limit: '1',
      },
    });
    expect(door.calls).toHaveLength(2);
  });

  test('prints full items as JSON', async () => {
    expect(parseOutput(await cli(answers).run('record', 'INC-2', '--json'))).toMatchObject([
      { text: 'alarm' },
      { text: 'line one\nline \u001b[2Jtwo' },
    ]);
  });
});

const timelineEvent: TimelineEvent = {
  id: anId,
  incidentId: anId,
  title: 'Alias found misconfigured',
  text: '',
  at,
  until: null,
  precision: 'minute',
  type: 'key-moment',
  perspective: { type: 'shared' },
  perspectiveName: null,
  citations: [],
  isRecollection: true,
  recollectionOf: 'the on-call engineer',
  knownAt: null,
  knownSince: { at, basis: 'own-time', evidenceId: null },
  createdAt: at,
  createdBy: by,
  updatedAt: at,
  updatedBy: by,
  version: 1,
  can: { change: true },
};

test('debrief timeline shows time, title and evidence', async () => {
  const ran = await cli({
    'timeline.list': () => ({ events: [timelineEvent], lastChange: null }),
  }).run('timeline', 'INC-2');
  expect(ran.out.split('\n')[1]).toBe(
    '2022-12-06T14:30Z  -      -      key-moment  shared  from memory: the on-call engineer  Alias found misconfigured',
  );
});

test('--known-at is an instant, or a clock time of the only day that has it', async () => {
  const known = { at: '2022-12-06T15:10:00.000Z', basis: 'first-mention', evidenceId: null };
  const event = { ...timelineEvent, until: '2022-12-06T20:00:00.000Z', knownSince: known };
  const door = cli({
    'timeline.list': () => ({ events: [event], lastChange: null }),
    'incident.get': () => anIncident({ zone: 'America/New_York' }),
  });
  const { out } = await door.run('timeline', 'INC-2', '--known-at', '10:30');
  expect(door.door.calls.at(-1)?.input).toMatchObject({ knownAt: '2022-12-06T15:30:00.000Z' });
  expect(out).toContain('2022-12-06T15:10:00Z?');
  const { code, err } = await door.run('timeline', 'INC-2', '--known-at', '05:00');
  expect([code, err]).toEqual([65, expect.stringContaining('The timeline has no 05:00')]);
});

describe('debrief people', () => {
  const person: Participant = {
    personId: anId,
    name: 'Ada',
    isBot: false,
    identities: [
      { id: anId, sourceId: anId, sourceName: 'Slack', name: 'ada', email: null, isBot: false },
    ],
    written: 0,
    reactions: 2,
    firstAt: null,
    lastAt: null,
    isObserver: true,
    roles: [],
    rolesVersion: 0,
    version: 1,
    can: { change: true },
  };

  const noProfiles = { profiles: [], profileQuestions: [] };

  test('shows what the directory says, and answers who someone is', async () => {
    const entry = { id: other, name: 'Ada', title: 'SRE', team: 'Search', location: null };
    const ask = { personId: anId, name: 'Ada', reason: 'same name', entries: [entry] };
    const profile = {
      ...entry,
      personId: anId,
      entryId: other,
      matchedBy: 'email',
      asOf: null,
      manager: null,
      zone: null,
      startedOn: null,
      leftOn: null,
    };
    const given: unknown[] = [];
    const list = (more: object) => () => ({ participants: [person], suggestions: [], ...more });
    const match = (input: unknown) => void given.push(input);
    const asked = cli({
      'people.list': list({ profiles: [], profileQuestions: [ask] }),
      'people.matchProfile': match,
    });
    expect((await asked.run('people', 'INC-2')).err).toContain(
      'Possibly in the directory: Ada (same name): Ada, SRE.',
    );
    expect((await asked.run('people', 'match', 'INC-2', 'Ada')).out).toBe('Ada is Ada, SRE.\n');
    const known = cli({
      'people.list': list({ profiles: [profile], profileQuestions: [] }),
      'people.matchProfile': match,
    });
    expect((await known.run('people', 'INC-2')).out).toContain('SRE, Search');
    await known.run('people', 'match', 'INC-2', 'Ada', '--different');
    expect(given).toMatchObject([{ isSame: true }, { isSame: false }]);
  });

  test('names observers, roles and possible matches', async () => {
    const people = {
      participants: [person],
      suggestions: [
        { personIds: [anId, other], names: ['Ada', 'A. Byron'], reason: 'same initials' },
      ],
      ...noProfiles,
    };
    const ran = await cli({ 'people.list': () => people }).run('people', 'INC-2');
    expect(ran.out).toMatch(/Ada +- +observed +2 +- +- +ada in Slack/);
    expect(ran.err).toBe('Possible duplicate: Ada and A. Byron (same initials)\n');
    expect(
      parseOutput(await cli({ 'people.list': () => people }).run('people', 'INC-2', '--json')),
    ).toEqual(people);
  });

  test('sets and clears the roles of a person by name', async () => {
    const given: unknown[] = [];
    const list = () => ({
      participants: [{ ...person, rolesVersion: 3 }],
      suggestions: [],
      ...noProfiles,
    });
    const set = (input: Record<string, unknown>) => (
      given.push(input),
      { ...person, roles: input['roles'] }
    );
    const { run } = cli({ 'people.list': list, 'people.setRoles': set });
    expect((await run('people', 'roles', 'INC-2', 'ada', 'incident commander', 'scribe')).out).toBe(
      'Ada: incident commander, scribe\n',
    );
    expect((await run('people', 'roles', 'INC-2', anId)).out).toBe('Ada: no roles\n');
    expect(given).toEqual([
      { incident: 'INC-2', personId: anId, version: 3, roles: ['incident commander', 'scribe'] },
      { incident: 'INC-2', personId: anId, version: 3, roles: [] },
    ]);
  });

  test('refuses an unknown name and an ambiguous one', async () => {
    const list = () => ({
      participants: [person, { ...person, personId: other }],
      suggestions: [],
      ...noProfiles,
    });
    const { run } = cli({ 'people.list': list });
    expect((await run('people', 'roles', 'INC-2', 'Zoe', 'scribe')).err).toMatch(
      /No one in INC-2 is named Zoe\. Run debrief people INC-2/,
    );
    expect((await run('people', 'roles', 'INC-2', 'Ada', 'scribe')).err).toMatch(
      new RegExp(`2 people in INC-2 are named Ada.*${other}`),
    );
  });
});

describe('access', () => {
  const account: Account = {
    id: anId,
    name: 'Ada Byron',
    email: 'ada@example.org',
    role: 'editor',
    isDisabled: false,
    team: null,
    zone: null,
    isInvited: true,
    createdAt: at,
    version: 1,
    can: { change: true },
  };
  const key: ApiKey = {
    id: anId,
    name: 'ci',
    scopes: ['read', 'import'],
    prefix: 'dbk_12',
    createdAt: at,
    lastUsedAt: null,
    expiresAt: null,
  };
  const activity: Activity = {
    id: '7',
    kind: 'incident.declared',
    at,
    by,
    incidentId: anId,
    subjectId: anId,
    before: null,
    after: {},
  };

  test('an invitation prints only its path', async () => {
    const { run, door } = cli({
      'access.invite': () => ({ account, path: '/invitation/abc', expiresAt: at }),
    });
    expect(await run('accounts', 'invite', 'Ada Byron', 'ada@example.org', 'editor')).toMatchObject(
      {
        code: 0,
        out: '/invitation/abc\n',
        err: matchText('ada@example.org'),
      },
    );
    expect(door.calls[0]?.input).toEqual({
      name: 'Ada Byron',
      email: 'ada@example.org',
      role: 'editor',
    });
    expect(await run('accounts', 'invite', 'Ada', 'ada@example.org', 'owner')).toMatchObject({
      code: 0,
      err: matchText('The role "owner" is now "admin".'),
    });
    expect(door.calls[1]?.input).toMatchObject({ role: 'admin' });
    expect(await run('accounts', 'invite', 'Ada', 'ada@example.org', 'boss')).toMatchObject({
      code: 65,
      err: matchText('admin, editor, viewer'),
    });
  });

  test('sets and clears the team of an account by its address', async () => {
    const list = () => ({ items: [account], next: null });
    const { run, door } = cli({
      'access.accounts': list,
      'access.changeAccount': (input) => ({ ...account, team: input['team'] }),
    });
    expect((await run('accounts', 'team', 'Ada@example.org', 'Search')).out).toBe(
      'Ada Byron: Search\n',
    );
    expect((await run('accounts', 'team', 'ada@example.org')).out).toBe('Ada Byron: no team\n');
    expect(
      door.calls.filter((call) => call.route === 'access.changeAccount').map((call) => call.input),
    ).toEqual([
      { id: anId, version: 1, team: 'Search' },
      { id: anId, version: 1, team: null },
    ]);
    expect((await run('accounts', 'team', 'zoe@example.org', 'Search')).err).toContain(
      'No account has the email zoe@example.org',
    );
  });

  test('sets and clears the time zone of an account', async () => {
    const { run, door } = cli({
      'access.accounts': () => ({ items: [account], next: null }),
      'access.changeAccount': (input) => ({ ...account, zone: input['zone'] }),
    });
    expect((await run('accounts', 'zone', 'ada@example.org', 'Europe/Berlin')).out).toBe(
      'Ada Byron: Europe/Berlin\n',
    );
    expect((await run('accounts', 'zone', 'ada@example.org')).out).toBe(
      'Ada Byron: time zone of the browser\n',
    );
    expect(
      door.calls.filter((call) => call.route === 'access.changeAccount').map((call) => call.input),
    ).toEqual([
      { id: anId, version: 1, zone: 'Europe/Berlin' },
      { id: anId, version: 1, zone: null },
    ]);
  });

  test('creates, lists and revokes a key with its scopes', async () => {
    const { run, door } = cli({
      'access.createKey': () => ({ ...key, key: 'dbk_12345' }),
      'access.keys': () => ({ items: [key] }),
      'access.revokeKey': () => null,
    });
    expect(await run('keys', 'create', 'ci', '--scope', 'read', '--scope', 'import')).toMatchObject(
      { code: 0, out: 'dbk_12345\n' },
    );
    expect(door.calls[0]?.input).toEqual({ name: 'ci', scopes: ['read', 'import'] });
    expect((await run('keys')).out).toContain('dbk_12…  read, import  -');
    expect(await run('keys', 'revoke', anId)).toMatchObject({ code: 0, out: 'Revoked.\n' });
  });

  test('lists accounts and activity', async () => {
    const { run, door } = cli({
      'access.accounts': () => ({ items: [account], next: null }),
      'access.activity': () => ({ items: [activity], next: 'more' }),
    });
    expect((await run('accounts')).out).toContain(
      'Ada Byron  ada@example.org  editor  -     invited',
    );
    expect((await run('activity', '--incident', 'INC-2', '--limit', '1')).out).toContain(
      'operator  declared the incident',
    );
    expect(door.calls[1]?.input).toEqual({ incident: 'INC-2', limit: '1' });
    await run('activity', '--about', 'timeline');
    expect(door.calls.at(-1)?.input).toMatchObject({ about: 'timeline' });
  });
});

test('lists the rejected records of an import, or prints them as CSV', async () => {
  const answers: Answers = {
    'evidence.rejections': () => ({
      items: [{ place: 'line 40', reason: 'It has no time.', excerpt: 'x' }],
      next: null,
    }),
    'evidence.downloadRejections': () => new Response('place,reason\n'),
  };
  expect((await cli(answers).run('imports', 'rejections', anId)).out).toBe(
    'PLACE    REASON           EXCERPT\nline 40  It has no time.  x\n',
  );
  expect((await cli(answers).run('imports', 'rejections', anId, '--csv')).out).toBe(
    'place,reason\n',
  );
});

test('undoes an import after a preview, and waits for the end', async () => {
  const preview = {
    removes: 4265,
    stays: 2,
    citedBy: [{ kind: 'event', id: anId, incident: 'INC-1', title: 'Tank pressure' }],
    alsoIn: ['INC-2'],
  };
  const answers: Answers = {
    'evidence.previewUndo': () => preview,
    'evidence.undoImport': () => anImport({ state: 'undoing' }),
    'evidence.getImport': () => anImport({ state: 'undone', removed: 4265 }),
  };
  const undone = await cli(answers).run('imports', 'undo', anId, '--yes');
  expect(undone.out).toContain('4,265 items removed, 2 items kept');
  expect(undone.err).toContain('INC-1 event: Tank pressure');
  expect(undone.err).toContain('They also go from INC-2.');
  const unasked = await cli(answers).run('imports', 'undo', anId);
  expect(unasked.code).toBe(64);
  expect(unasked.err).toContain('--yes');
});

describe('debrief serve', () => {
  const startServing = () => {
    const closed = Promise.withResolvers<void>();
    const events: string[] = [];
    const serve = async () => ({
      address: 'http://127.0.0.1:4300/claim?token=abc',
      closed: closed.promise,
      async close() {
        events.push('close');
        closed.resolve();
      },
    });
    return { serve, events, closed };
  };

  test('prints its address in one line and stops gracefully when asked', async () => {
    const { serve, events } = startServing();
    const { run, interrupt } = cli({}, { serve });
    const running = run('serve', '--port', '0');
    await new Promise(setImmediate);
    interrupt();
    expect(await running).toEqual({
      code: 0,
      out: 'Debrief is ready at http://127.0.0.1:4300/claim?token=abc\n',
      err: '',
    });
    expect(events).toEqual(['close']);
  });

  test('a second signal ends it immediately', async () => {
    const { serve } = startServing();
    const { run, interrupt, exits } = cli({}, { serve });
    const running = run('serve', '--json');
    await new Promise(setImmediate);
    interrupt();
    interrupt();
    expect(exits).toEqual([130]);
    expect(parseOutput(await running)).toEqual({
      address: 'http://127.0.0.1:4300/claim?token=abc',
    });
  });

  test('exits with an error if the server ends on its own', async () => {
    const { serve, closed } = startServing();
    const running = cli({}, { serve }).run('serve');
    closed.resolve();
    expect((await running).code).toBe(70);
  });
});

test('debrief config shows where each setting comes from', async () => {
  const settings = [
    { name: 'port', value: '4300', from: 'default' as const, about: 'port to listen on' },
    { name: 'databaseUrl', value: '***', from: 'env' as const, about: 'a server' },
  ];
  const { run, deployedWith } = cli({}, { settings });
  expect((await run('config', '--data', 'here', '--no-demo', '--log-level', 'debug')).out).toBe(
    'SETTING      FROM     VALUE  DESCRIPTION\nport         default  4300   port to listen on\ndatabaseUrl  env      ***    a server\n',
  );
  expect(deployedWith).toEqual([{ data: 'here', demo: false, logLevel: 'debug' }]);
});

describe('debrief known', () => {
  const known = { at: '2022-12-06T15:10:00.000Z', basis: 'first-mention' as const };
  const proposed = { ...timelineEvent, knownSince: { ...known, evidenceId: anId } };
  const door = () =>
    cli({
      'timeline.list': () => ({ events: [proposed], lastChange: null }),
      'investigation.list': () => ({
        findings: [],
        impact: { windows: [], ms: null },
        links: [],
        cycles: [],
        lastChange: null,
      }),
      'timeline.change': ({ knownAt }) => ({
        events: [
          {
            ...proposed,
            knownSince:
              typeof knownAt === 'string'
                ? { at: knownAt, basis: 'confirmed' as const, evidenceId: null }
                : proposed.knownSince,
          },
        ],
        removed: [],
        activityId: '1',
      }),
    });

  test('lists proposed times, and confirms one, another or none', async () => {
    expect((await door().run('known', 'list', 'INC-2')).out).toContain('2022-12-06T15:10:00Z');
    const sendConfirm = async (...more: string[]) => {
      const world = door();
      const { code } = await world.run('known', 'confirm', 'INC-2', anId, ...more);
      const { input } = world.door.calls.at(-1) ?? {};
      return [code, input];
    };
    const change = { id: anId, version: 1 };
    expect(await sendConfirm()).toEqual([0, { ...change, knownAt: known.at }]);
    const later = '2022-12-06T16:00:00Z';
    expect(await sendConfirm('--at', later)).toEqual([0, { ...change, knownAt: later }]);
    expect(await sendConfirm('--clear')).toEqual([0, { ...change, knownAt: null }]);
    expect(await sendConfirm('--at', 'soon')).toEqual([65, undefined]);
  });

  test('an id of another incident changes nothing', async () => {
    const world = door();
    const { code, err } = await world.run('known', 'confirm', 'INC-2', anId, other);
    expect([code, err]).toEqual([66, expect.stringContaining(`no event or finding ${other}`)]);
    expect(world.door.calls.map(({ route }) => route)).not.toContain('timeline.change');
  });
});
