import type { Routes } from '@debrief/contract';
import {
  answerQuestion,
  askQuestion,
  exportEdition,
  getEdition,
  listEditions,
  listQuestions,
  markRead,
  publishEdition,
  readReadership,
  readReadiness,
  sayLearned,
  unpublishEdition,
  unsayLearned,
  withdrawQuestion,
} from '@debrief/core/report';
import type { Doors } from '../door.ts';

type EditionDoor =
  | 'readiness'
  | 'publish'
  | 'editions'
  | 'edition'
  | 'unpublish'
  | 'exportEdition'
  | 'readership'
  | 'markRead'
  | 'learned'
  | 'notLearned'
  | 'readerQuestions'
  | 'ask'
  | 'answer'
  | 'withdraw';

/** Numbers stand in the path as text; the contract has held them to be numbers. */
const numbered = <T extends { number: unknown }>(input: T) => ({
  ...input,
  number: Number(input.number),
});

export const editionDoors: Doors<Pick<Routes['report'], EditionDoor>> = {
  readiness: ({ ctx }, input) => readReadiness(ctx, input),
  publish: ({ ctx }, input) => publishEdition(ctx, input),
  editions: ({ ctx }, input) => listEditions(ctx, input),
  edition: ({ ctx }, input) => getEdition(ctx, numbered(input)),
  unpublish: ({ ctx }, input) => unpublishEdition(ctx, input),
  exportEdition: async ({ ctx, deps, request }, input) => {
    const file = await exportEdition(
      ctx,
      input,
      deps.config.publicUrl ?? new URL(request.url).origin,
    );
    return new Response(file.body, {
      headers: {
        'content-type': file.type,
        'content-disposition': `attachment; filename="${file.name}"`,
        'cache-control': 'no-store',
      },
    });
  },
  readership: ({ ctx }, input) => readReadership(ctx, numbered(input)),
  markRead: ({ ctx }, input) => markRead(ctx, numbered(input)),
  learned: ({ ctx }, input) => sayLearned(ctx, input),
  notLearned: ({ ctx }, input) => unsayLearned(ctx, numbered(input)),
  readerQuestions: ({ ctx }, input) => listQuestions(ctx, input),
  ask: ({ ctx }, input) => askQuestion(ctx, input),
  answer: ({ ctx }, input) => answerQuestion(ctx, input),
  withdraw: ({ ctx }, input) => withdrawQuestion(ctx, input),
};
