import { type SectionKind, guessSectionKind } from '@debrief/contract';

/** Keywords in headings, for those that say more than their template, by precedence. */
const holds: [RegExp, SectionKind][] = [
  [
    /zeitlicher ablauf|zeitleiste|zeitstrahl|chronologi|^ablauf$|zeitverlauf|déroulé|cronolog|línea de tiempo|linea temporale|linha do tempo|tijdlijn|tidslinje|oś czasu|хронологи|时间线|时间轴|時間線|タイムライン|時系列|経緯|타임라인/,
    'timeline',
  ],
  [
    /ma(?:ß|ss)nahmen|nächste schritte|plan d.action|actions? (?:correctives?|préventives?|à )|acties|działania|действия|меры|åtgärder|acciones|próximos pasos|medidas|azioni|ações|改进措施|改進措施|行动项|后续|再発防止|対応策|후속/,
    'follow-ups',
  ],
  [
    /ursachen?\b|oorza(?:ak|ken)|przyczyn|причин|orsak|^causes?$|causes? (?:racines?|profondes?)|causa(?:s)?(?: ra[ií]z)?|根本原因|^原因|根因|원인/,
    'contributors',
  ],
  [
    /auswirkung|gevolgen|wpływ|влияние|последстви|folgen für|impacto|impatto|^影响|^影響|영향/,
    'impact',
  ],
  [
    /zusammenfassung|samenvatting|podsumowanie|резюме|сводка|sammanfattning|überblick|résumé|resumen|resumo|riepilogo|概要|摘要|总结|요약/,
    'summary',
  ],
  [
    /lehren|geleerd|wnioski|выводы|уроки|erkenntnisse|leçons|enseignements|lecciones|lições|教训|教訓/,
    'takeaways',
  ],
  [/\b(time ?line|chronology|sequence of events)\b/, 'timeline'],
  [
    /^(?:review |remedial |agreed |improvement |recommended )?(?:actions|actionables|action points|to-?dos|recommendations)$/,
    'follow-ups',
  ],
  [
    /\b(follow[- ]?ups?|action items?|next steps|prevent(at)?ive|corrective|preventing|future (work|measures|improvements))\b/,
    'follow-ups',
  ],
  [
    /\b(go|went|gone) (so |less |well but )*(better|wrong|poorly|badly)\b|didn.t go|did not go|\bdifficult/,
    'difficulties',
  ],
  [
    /\b(go|went) (so )?well\b|\b(got )?lucky\b|\b(resolution|recovery|mitigation|remediation)\b/,
    'mitigators',
  ],
  [/\blessons?\b|\blearn(ed|t|ings?)\b|\btake-?aways?\b/, 'takeaways'],
  [
    /\b(root|identified|underlying) causes?\b|\bcontribut(ing|ory)\b|\b(5|five) whys\b/,
    'contributors',
  ],
  [/\btrigger\b/, 'trigger'],
  [/\bimpact\b/, 'impact'],
  [/\b(detect(ion|ed)|alerting)\b/, 'detection'],
  [/\bwhat happened\b/, 'event'],
  [/\bsummary\b|\boverview\b/, 'summary'],
  [/\bbackground\b|\bglossary\b/, 'background'],
  [/\bquestions\b/, 'questions'],
  [/\b(references|resources|related)\b/, 'resources'],
];

/**
 * The section kind of a heading. `exact` accepts only the known names, for text in which any line
 * could be a heading.
 */
export function headingKind(heading: string, how: 'exact' | 'loose' = 'loose'): SectionKind {
  const plain = heading
    .replaceAll('’', "'")
    .replace(/(?<![:.])[:.]+$/, '')
    .trim();
  const known = guessSectionKind(plain);
  if (known !== 'other') return known;
  const words = plain.toLowerCase();
  if (/^(incident |detailed )?time ?line\b/.test(words) && (how === 'loose' || words.length < 60))
    return 'timeline';
  if (how === 'exact' && words.split(/\s+/).length > 5) return 'other';
  if (words.split(/\s+/).length > 14) return 'other';
  const found = holds.find(([pattern]) => pattern.test(words));
  if (found === undefined) return 'other';
  // In plain text a sentence can also contain such a word: there it must start or end the line.
  if (how === 'exact' && !isWhole(words, found[0])) return 'other';
  return found[1];
}

function isWhole(words: string, pattern: RegExp): boolean {
  const hit = pattern.exec(words);
  return hit !== null && (hit[0].length * 2 >= words.length || /^what\b.*\?$/.test(words));
}
