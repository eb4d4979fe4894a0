import { Verdict, type CheckedClaim, type ReportCheck } from '@debrief/contract';
import { countText } from '@debrief/rules/numbers';
import { nearestText } from './verdict-words.ts';

const headings: Record<Verdict, string> = {
  differs: 'Differs',
  later: 'Later than the record',
  'not-found': 'Not in the record',
  unclear: 'Unclear',
  found: 'Found',
};

/** The result as GitHub-flavored Markdown, for a comment or a job summary. */
export function checkAsMarkdown(check: ReportCheck): string {
  const parts = [
    `# Check of ${escapeText(check.name)} against ${check.incident}`,
    `${countText(check.claims.length, 'claim')}: ${Verdict.options
      .map((verdict) => `${check.counts[verdict]} ${headings[verdict].toLowerCase()}`)
      .join(', ')}. Compared with ${countText(check.items, 'item')} of the record.`,
    ...check.notes.map(escapeText),
  ];
  for (const verdict of Verdict.options) {
    const claims = check.claims.filter((claim) => claim.verdict === verdict);
    if (verdict === 'found' || claims.length === 0) continue;
    parts.push(`## ${headings[verdict]}`, table(claims));
  }
  return `${parts.join('\n\n')}\n`;
}

function table(claims: readonly CheckedClaim[]): string {
  const rows = claims.map((claim) =>
    [
      String(claim.line),
      claim.kind,
      escapeText(claim.text),
      escapeText([claim.message, claim.reading].filter((part) => part !== null).join(' · ')),
      escapeText(nearestText(claim)),
    ].join(' | '),
  );
  return [
    '| Line | Kind | Claim | Result | Nearest evidence |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
  ].join('\n');
}

/** Text of a report and of evidence never becomes markup. */
function escapeText(text: string): string {
  return text
    .replaceAll(/[\0-\x1f\x7f]+/g, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~&!^$@]/g, String.raw`\$&`)
    .trim();
}
