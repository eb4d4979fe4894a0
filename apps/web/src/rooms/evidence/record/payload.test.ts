import { expect, it } from 'vitest';
import { payloadText } from './payload.ts';

it('formats JSON, and returns anything else unchanged', () => {
  expect(payloadText({ payload: '{"a":[1]}', payloadEncoding: 'utf8' })).toBe(
    '{\n  "a": [\n    1\n  ]\n}',
  );
  expect(payloadText({ payload: '{not json', payloadEncoding: 'utf8' })).toBe('{not json');
  expect(payloadText({ payload: '14:30 ERROR x', payloadEncoding: 'utf8' })).toBe('14:30 ERROR x');
});

it('shows binary data as bytes', () => {
  expect(payloadText({ payload: btoa('\u0000ab'), payloadEncoding: 'base64' })).toMatch(
    /^000000 {2}00 61 62 +\.ab$/,
  );
});

it('shows the start of a large payload', () => {
  expect(payloadText({ payload: 'x'.repeat(300_000), payloadEncoding: 'utf8' })).toMatch(
    /100,000 more characters$/,
  );
});
