import { loadGrammar, readLens } from '@debrief/prose/lens';
import type { LensAnswer, LensRequest } from './read-texts.ts';

const grammar = loadGrammar();

/** Off the main thread: a long report takes longer than a frame. */
globalThis.addEventListener('message', ({ data }: MessageEvent<LensRequest>) => {
  void grammar.then((grammar) => {
    const answer: LensAnswer = {
      id: data.id,
      readings: data.texts.map(({ text, place }) => readLens(text, place, grammar)),
    };
    globalThis.postMessage(answer);
  });
});
