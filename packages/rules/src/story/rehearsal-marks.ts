import type { RehearsalMark, StoryPart } from '@debrief/contract';

/** Words that say nothing of a sentence: it is not left out because its articles are. */
const small = new Set(
  'a an and are as at be been but by for from had has have he her his i in into is it its me my of on or our she so than that the their them then there they this to up was we were what when which who with you your'.split(
    ' ',
  ),
);

/** How much of the telling words of a sentence must come for it to count as said: what people rehearse is the fact, not the wording. */
const enough = 0.5;

/** The telling words of a text, each once: words without the small ones, numbers, and pairs of Chinese characters. Pure. */
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

/** The part of a word that its forms share: `patched`, `patching` and `patch` are one. Numbers are themselves. */
function stem(word: string): string {
  if (!/^\p{Script=Latin}+$/u.test(word) || word.length < 5) return word;
  return word.replace(/(?:ingly|edly|ings?|edly|ed|es|s|ly)$/, '').slice(0, 7);
}

/** Which sentences were said and which left out, by their words, with the words for whoever wants to see why. Pure. */
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
