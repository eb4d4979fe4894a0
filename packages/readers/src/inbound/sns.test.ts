import { createSign, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { verifySns } from './sns.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const host = 'https://sns.us-west-2.amazonaws.com';
const notification = {
  Type: 'Notification',
  MessageId: 'm-1',
  TopicArn: 'arn:aws:sns:us-west-2:1:orders',
  Subject: 'ALARM',
  Message: 'Orders fail',
  Timestamp: '2026-03-02T08:00:00.000Z',
  SignatureVersion: '2',
  SigningCertURL: `${host}/SimpleNotificationService-1.pem`,
};
const subscription = {
  ...notification,
  Type: 'SubscriptionConfirmation',
  Token: 't',
  SubscribeURL: `${host}/?Action=ConfirmSubscription&Token=t`,
};
const fieldNames = {
  Notification: 'Message MessageId Subject Timestamp TopicArn Type',
  SubscriptionConfirmation: 'Message MessageId SubscribeURL Timestamp Token TopicArn Type',
};

/** Signed as Amazon does it. */
function sign(message: Record<string, string>): Record<string, string> {
  const names = message['Type'] === 'Notification' ? 'Notification' : 'SubscriptionConfirmation';
  const text = fieldNames[names]
    .split(' ')
    .filter((name) => message[name] !== undefined)
    .map((name) => `${name}\n${message[name] ?? ''}\n`)
    .join('');
  const algorithm = message['SignatureVersion'] === '1' ? 'RSA-SHA1' : 'RSA-SHA256';
  return { ...message, Signature: createSign(algorithm).update(text).sign(privateKey, 'base64') };
}

function verify(message: object | string) {
  const fetched: string[] = [];
  const body = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message));
  const request = {
    headers: new Headers(),
    body,
    token: '',
    secrets: [],
    now: new Date('2026-03-02T08:00:00Z'),
  };
  const result = verifySns(request, async (url) => {
    fetched.push(url);
    return url.endsWith('.pem') ? pem : '<ConfirmSubscriptionResponse/>';
  });
  return { result, fetched };
}

test.each(['1', '2'])('verifies a message with signature version %s', async (version) => {
  const { result } = verify(sign({ ...notification, SignatureVersion: version }));
  expect(await result).toEqual({ id: 'm-1', isAnswered: false });
  const { Subject: _, ...bare } = notification;
  expect(await verify(sign(bare)).result).toEqual({ id: 'm-1', isAnswered: false });
});

test('confirms a subscription at an address of Amazon, after its signature', async () => {
  const { result, fetched } = verify(sign(subscription));
  expect(await result).toEqual({ id: null, isAnswered: true });
  expect(fetched).toEqual([notification.SigningCertURL, subscription.SubscribeURL]);
  const ended = verify(sign({ ...subscription, Type: 'UnsubscribeConfirmation' }));
  expect(await ended.result).toEqual({ id: null, isAnswered: true });
  expect(ended.fetched).toEqual([notification.SigningCertURL]);
});

test('refuses what is changed, unsigned or not of Amazon, and asks no other host', async () => {
  const foreign = [
    'https://sns.us-west-2.amazonaws.com.evil.test/a.pem',
    'https://evil.test/sns.us-west-2.amazonaws.com/a.pem',
    'https://s3.us-west-2.amazonaws.com/a.pem',
    'https://sns.us-west-2.amazonaws.com:8443/a.pem',
    'https://user@sns.us-west-2.amazonaws.com/a.pem',
    'https://sns.us-west-2.amazonaws.com/a.txt',
    'http://sns.us-west-2.amazonaws.com/a.pem',
    'file:///a.pem',
    '',
  ];
  const bad: (object | string)[] = [
    ...foreign.map((url) => sign({ ...notification, SigningCertURL: url })),
    { ...notification, Signature: 'AAAA' },
    { ...sign(notification), Message: 'Orders are fine' },
    { ...sign(notification), SignatureVersion: '3' },
    'not json',
    '[]',
    sign({ ...subscription, SubscribeURL: 'https://10.0.0.1/' }),
    sign({ ...subscription, SubscribeURL: 'https://sns.us-west-2.amazonaws.com.evil.test/' }),
  ];
  for (const message of bad) {
    const { result, fetched } = verify(message);
    await expect(result, JSON.stringify(message)).rejects.toMatchObject({ code: 'not-signed-in' });
    for (const url of fetched) expect(url).toBe(notification.SigningCertURL);
  }
});
