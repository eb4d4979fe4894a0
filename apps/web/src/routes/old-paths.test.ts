import { expect, test } from 'vitest';
import { findCurrentAddress } from './old-paths.ts';

test.each([
  ['/incidents/INC-2/report/proposals', '/incidents/INC-2/report/suggestions'],
  ['/practice', '/stories'],
  ['/practice/coverage?pack=neutral', '/stories/coverage?pack=neutral'],
  ['/practice/invited?story=7', '/stories/shared?story=7'],
  ['/practice/stories/7?side=probes', '/stories/7?side=probes'],
  ['/practice/stories/7/tell?for=outside#top', '/stories/7/preview?for=outside#top'],
  ['/incidents/INC-2/inquiry', '/incidents/INC-2/investigation'],
  ['/help', '/help/start'],
  ['/incidents/INC-2/scope?x=1#top', '/incidents/INC-2/sources?x=1#top'],
  ['/incidents/INC-2/inquiry?new=decision#top', '/incidents/INC-2/investigation?new=decision#top'],
  ['/incidents/INC-2/factors?entry=1&view=list', '/incidents/INC-2/factors?finding=1&view=list'],
  ['/incidents/INC-2?entry=hypothesis,decision', '/incidents/INC-2?finding=hypothesis%2Cdecision'],
  ['/incidents/INC-2?marker=context', '/incidents/INC-2?type=context'],
  ['/incidents?status=learning', '/incidents?status=in-review'],
  ['/follow-ups?state=declined', '/follow-ups?state=wont-do'],
])('%s is now %s', (old, current) => {
  expect(findCurrentAddress(old)).toBe(current);
});

test.each(['/', '/incidents', '/incidents/INC-2/investigation?new=decision', '/library?text=a,b'])(
  '%s stays',
  (address) => {
    expect(findCurrentAddress(address)).toBeNull();
  },
);
