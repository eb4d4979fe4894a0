/**
 * The language that a text is checked in. Grammar is available for English, word lists for English
 * and Chinese.
 */
export type Language = 'en' | 'zh' | 'other';

const english = new Set(
  'the of and to was were in a an i we my it that with for on by had from our not this as at is be but they which'.split(
    ' ',
  ),
);
const others = new Set(
  'der die das und ich wir nicht mit ein eine war auf den dem le la les et je nous des une dans est pas pour el los las que y en un una del por con no se o os um uma não com para eu il lo gli che di per non è'.split(
    ' ',
  ),
);

/**
 * The language of a text by its script and its small words. Bullets without small words in Latin
 * script count as English.
 */
export function detectLanguage(text: string): Language {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return 'en';
  const share = (script: RegExp) => (text.match(script)?.length ?? 0) / letters;
  if (share(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu) > 0.1) return 'other';
  if (share(/\p{Script=Han}/gu) > 0.15) return 'zh';
  if (share(/\p{Script=Latin}/gu) < 0.6) return 'other';
  let [known, foreign] = [0, 0];
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    if (english.has(word)) known += 1;
    if (others.has(word)) foreign += 1;
  }
  return foreign > known + 1 || (foreign > known && share(/[äöüßéèêàçñãõ]/giu) > 0.01)
    ? 'other'
    : 'en';
}

/** Words of a text, as counted and spoken: a Chinese character counts as two thirds of a word. */
export function countWords(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const rest =
    text.replaceAll(/\p{Script=Han}/gu, ' ').match(/[\p{L}\p{N}][\p{L}\p{N}.,:/'’%$€£+-]*/gu)
      ?.length ?? 0;
  return rest + Math.round(han / 1.5);
}
