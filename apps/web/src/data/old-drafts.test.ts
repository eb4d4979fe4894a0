import { expect, it } from 'vitest';
import { upgradeDrafts } from './old-drafts.ts';

/** A minimal fake of a browser's storage. */
function createStorage(kept: Record<string, string>): Storage {
  const methods: object = {
    getItem: (key: string) => kept[key] ?? null,
    setItem: (key: string, value: string) => void (kept[key] = value),
    removeItem: (key: string) => void delete kept[key],
  };
  return Object.assign<Storage, object>(Object.setPrototypeOf({}, methods) as Storage, kept);
}

it('moves drafts of an earlier version to their current place, and no others', () => {
  const kept: Record<string, string> = {
    'debrief.draft.a1:unsaved.inquiry.INC-2': '[{"key":"1 add"}]',
    'debrief.draft.a1:INC-2.entry.new-decision': '{"form":{"debt":"A \\"debt\\": none"}}',
    'debrief.draft.a1:incident.INC-2.edit': '{"title":"The inquiry"}',
    'debrief.theme': 'dark',
  };
  upgradeDrafts(createStorage(kept));
  expect(kept).toEqual({
    'debrief.draft.a1:unsaved.investigation.INC-2': '[{"key":"1 add"}]',
    'debrief.draft.a1:INC-2.finding.new-decision': '{"form":{"tradeOffs":"A \\"debt\\": none"}}',
    'debrief.draft.a1:incident.INC-2.edit': '{"title":"The inquiry"}',
    'debrief.theme': 'dark',
  });
});
