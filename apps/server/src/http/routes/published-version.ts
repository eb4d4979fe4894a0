import type { Routes } from '@debrief/contract';
import * as report from '@debrief/core/report';
import type { Handlers } from '../handler.ts';

export const publishedVersionHandlers = {
  readiness: report.readReadiness,
  publish: report.publishVersion,
  versions: report.listVersions,
  version: report.getVersion,
  unpublish: report.unpublishVersion,
  exportVersion: async (ctx, input, { deps, request }) => {
    const file = await report.exportVersion(
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
  readership: report.readReadership,
  addUse: report.addVersionUse,
  removeUse: report.removeVersionUse,
  restoreUse: report.restoreVersionUse,
  markRead: report.markRead,
  learned: report.sayLearned,
  notLearned: report.unsayLearned,
  readerQuestions: report.listQuestions,
  ask: report.askQuestion,
  answer: report.answerQuestion,
  withdraw: report.withdrawQuestion,
} satisfies Partial<Handlers<Routes['report']>>;
