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
import type { Handlers } from '../handler.ts';

export const editionHandlers = {
  readiness: readReadiness,
  publish: publishEdition,
  editions: listEditions,
  edition: getEdition,
  unpublish: unpublishEdition,
  exportEdition: async (ctx, input, { deps, request }) => {
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
  readership: readReadership,
  markRead: markRead,
  learned: sayLearned,
  notLearned: unsayLearned,
  readerQuestions: listQuestions,
  ask: askQuestion,
  answer: answerQuestion,
  withdraw: withdrawQuestion,
} satisfies Partial<Handlers<Routes['report']>>;
