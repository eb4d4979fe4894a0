import type { Routes } from '@debrief/contract';
import {
  answerQuestion,
  askQuestion,
  exportVersion,
  getVersion,
  listVersions,
  listQuestions,
  markRead,
  publishVersion,
  readReadership,
  readReadiness,
  sayLearned,
  unpublishVersion,
  unsayLearned,
  withdrawQuestion,
} from '@debrief/core/report';
import type { Handlers } from '../handler.ts';

export const publishedVersionHandlers = {
  readiness: readReadiness,
  publish: publishVersion,
  versions: listVersions,
  version: getVersion,
  unpublish: unpublishVersion,
  exportVersion: async (ctx, input, { deps, request }) => {
    const file = await exportVersion(
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
