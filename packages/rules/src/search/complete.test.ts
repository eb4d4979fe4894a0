import { expect, test } from 'vitest';
import { completeSearch } from './index.ts';

const names = {
  authors: ['Ada Okafor', 'Élise'],
  streams: ['#ops', 'orders'],
  services: ['orders'],
  tags: ['Red herring', 'Detection'],
};
const complete = (typed: string) => {
  const caret = typed.includes('|') ? typed.indexOf('|') : typed.length;
  return completeSearch(typed.replace('|', ''), caret, names).map(
    ({ text, caret: at }) => `${text.slice(0, at)}|${text.slice(at)}`,
  );
};

test.each([
  ['', ['from:|', 'in:|', 'kind:|', 'service:|', 'tag:|', 'before:|', 'after:|']],
  ['lag f', ['lag from:|']],
  ['lag -f', ['lag -from:|']],
  ['from:', ['from:"Ada Okafor" |', 'from:Élise |']],
  ['from:oka', ['from:"Ada Okafor" |']],
  ['from:eli| lag', ['from:Élise| lag']],
  ['from:"ada o', ['from:"Ada Okafor" |']],
  ['in:op', ['in:#ops |']],
  ['kind:al', ['kind:alert |']],
  ['kind:alert', []],
  ['tag:herr', ['tag:"Red herring" |']],
  ['broker', []],
  ['nonsense:x', []],
])('%s is completed', (typed, wanted) => expect(complete(typed)).toEqual(wanted));
