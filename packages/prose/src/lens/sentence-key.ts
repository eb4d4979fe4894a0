/**
 * Names a sentence by its words, wherever it is in its text: 53 bits of a hash of its letters and
 * digits, so that a kept note stores no words. Not for secrets.
 */
export function sentenceKey(sentence: string): string {
  const plain = sentence
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  let [low, high] = [0xde_ad_be_ef, 0x41_c6_ce_57];
  for (let at = 0; at < plain.length; at += 1) {
    const unit = plain.charCodeAt(at);
    low = Math.imul(low ^ unit, 2_654_435_761);
    high = Math.imul(high ^ unit, 1_597_334_677);
  }
  low =
    Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  high =
    Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & high) + (low >>> 0)).toString(36).padStart(11, '0');
}
