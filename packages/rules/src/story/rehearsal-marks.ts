import type { RehearsalMark, StoryPart } from '@debrief/contract';

/** Words without content: omitting articles does not omit a sentence. */
const small = new Set(
  'a an and are as at be been but by for from had has have he her his i in into is it its me my of on or our she so than that the their them then there they this to up was we were what when which who with you your'.split(
    ' ',
  ),
);

/**
 * The share of a sentence's key words that must occur for it to count as said: people practice the
 * fact, not the wording.
 */
const enough = 0.5;

/**
 * The key words of a text, each once: words except small ones, numbers, and pairs of Chinese
 * characters. Pure.
 */
export function listKeyWords(text: string): string[] {
  const found: string[] = [];
  for (const [run] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[\p{L}\p{N}][\p{L}\p{M}\p{N}.,%'’]*/gu,
    )) {
    if (/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(run)) {
      const characters = Array.from(run);
      if (characters.length === 1) found.push(run);
      for (let index = 0; index + 1 < characters.length; index += 1)
        found.push(`${characters[index]}${characters[index + 1]}`);
    } else {
      const word = run.replaceAll(/[.,'’]+$/g, '').replace(/['’]s$/, '');
      if (word !== '' && !small.has(word)) found.push(word);
    }
  }
  return [...new Set(found)];
}

/**
 * The stem that a word's forms share: `patched`, `patching` and `patch` are equal. Numbers are not
 * stemmed.
 */
function stem(word: string): string {
  if (!/^\p{Script=Latin}+$/u.test(word) || word.length < 5) return word;
  return word.replace(/(?:ingly|edly|ings?|edly|ed|es|s|ly)$/, '').slice(0, 7);
}

/**
 * Which sentences were said and which left out, judged by their words, with these words as the
 * explanation. Pure.
 */
export function markSentences(
  claims: readonly { id: string; part: StoryPart; text: string }[],
  said: string,
): RehearsalMark[] {
  const heard = new Set(listKeyWords(said).map(stem));
  return claims.map((claim) => {
    const words = listKeyWords(claim.text);
    const matched = words.filter((word) => heard.has(stem(word)));
    const missed = words.filter((word) => !heard.has(stem(word)));
    const isSaid = words.length > 0 && matched.length / words.length >= enough;
    return {
      claimId: claim.id,
      part: claim.part,
      text: claim.text,
      isSaid,
      matched,
      missed,
      isCorrected: false,
    };
  });
}
