import type { ReaderRole } from '@debrief/contract';

/** The first that matches counts: a product manager is in product, an engineering manager leads. */
const words: readonly [ReaderRole, RegExp][] = [
  ['product', /\b(product|design(er)?|ux|ui|research(er)?|program)\b/i],
  [
    'leadership',
    /\b(c[efiopt]o|ciso|chief|vp|svp|president|director|head of|managers?|leadership|founder)\b/i,
  ],
  ['support', /\b(support|customers?|success|help ?desk|service desk|account|sales|care)\b/i],
  ['operations', /\b(operations?|ops|sre|reliability|administrator|infrastructure|network)\b/i],
  ['data', /\b(data|analytics?|analyst|machine learning|ml|bi)\b/i],
  [
    'engineering',
    /\b(engineer(ing|s)?|developers?|development|devops|programmer|architect|tech(nical)? lead|qa|security|software|backend|frontend|platform|cto)\b/i,
  ],
];

/** What someone does, by the first of these texts (title, team) that says so. Null if none does. */
export function guessReaderRole(texts: readonly (string | null)[]): ReaderRole | null {
  for (const text of texts)
    for (const [role, pattern] of words) if (text !== null && pattern.test(text)) return role;
  return null;
}
