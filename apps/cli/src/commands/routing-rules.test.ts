import type { RoutingRule } from '@debrief/contract';
import { expect, test } from 'vitest';
import { createFakeApi, type Answers } from '../testing/fake-api.ts';
import { fakeWorld, parseOutput } from '../testing/fake-world.ts';
import { anId } from '../testing/samples.ts';

const endpoint = {
  id: anId,
  name: 'Alerts',
  source: 'alertmanager',
  createdAt: '2022-12-06T14:30:05.000Z',
  createdBy: { type: 'account', id: anId, name: 'Ada' },
  isRevoked: false,
  oldAddressUntil: null,
  hasSecret: false,
  oldSecretUntil: null,
  refused: 0,
  mappingId: null,
  keepDays: 30,
  lastDeliveryAt: null,
  lastProblem: null,
  notUnderstood: 0,
  perHour: [],
};
const rule: RoutingRule = {
  id: anId,
  stream: 'Orders alerts',
  conditions: [
    { field: 'service', value: 'orders*' },
    { field: 'label', name: 'severity', value: 'page' },
  ],
  service: 'orders',
  isEnabled: true,
  version: 3,
};
const room = 'organization-inbound';

const start = (answers: Answers = {}) => {
  const rules = () => ({ items: [rule] });
  const door = createFakeApi({
    [`${room}.list`]: () => ({ items: [endpoint], sources: [] }),
    [`${room}.rules`]: rules,
    [`${room}.addRule`]: rules,
    [`${room}.changeRule`]: rules,
    [`${room}.removeRule`]: rules,
    ...answers,
  });
  return { door, ...fakeWorld({ door }) };
};

test('lists the endpoints of the organization, and the rules of one', async () => {
  const { run } = start();
  expect((await run('routing')).out).toContain('Alerts');
  const { out } = await run('routing', 'rules', 'alerts');
  expect(out).toContain('service=orders* and label.severity=page');
  expect(parseOutput(await run('routing', 'rules', 'Alerts', '--json'))).toEqual([
    { ...rule, position: 1 },
  ]);
});

test('adds a rule, and shows first what it matches', async () => {
  const record = {
    deliveryId: anId,
    at: '2022-12-06T14:30:05.000Z',
    title: 'Orders are late',
    service: 'orders',
    source: null,
    labels: {},
    isMatch: true,
    earlierRule: null,
  };
  const { run, door } = start({
    [`${room}.previewRule`]: () => ({ deliveries: 1, records: [record], matches: 1 }),
  });
  const args = ['routing', 'add-rule', 'Alerts', 'Orders', '--where', 'label.severity=page'];
  const tried = await run(...args, '--service', '*', '--dry-run');
  expect(tried.out).toContain('Orders are late');
  expect(tried.err).toContain('It matches 1 of the records in the last 1 deliveries.');
  await run(...args, '--service', 'none');
  expect(door.calls.slice(1).map(({ route, input }) => [route, input['service']])).toEqual([
    [`${room}.previewRule`, '*'],
    [`${room}.list`, undefined],
    [`${room}.addRule`, null],
  ]);
  const wrong = await run('routing', 'add-rule', 'Alerts', 'x', '--where', 'y', '--service', '*');
  expect(wrong.err).toContain('"y" is no condition. Use service=NAME');
});

test('moves, disables and removes a rule', async () => {
  const { run, door } = start();
  await run('routing', 'change-rule', 'Alerts', 'orders alerts', '--position', '1', '--disable');
  expect(door.calls.at(-1)?.input).toMatchObject({ version: 3, position: 0, isEnabled: false });
  await run('routing', 'remove-rule', 'Alerts', 'orders alerts');
  expect(door.calls.at(-1)).toMatchObject({ route: `${room}.removeRule`, input: { version: '3' } });
});
