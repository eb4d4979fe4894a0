const months: readonly [english: string, stems: RegExp][] = [
  ['Jan', /^(jan|ene|gen|tamm|янв|sty|oca)/],
  ['Feb', /^(feb|fev|фев|lut|sub)/],
  ['Mar', /^(mar|mrz|maerz|maart|mars|mrt|мар)/],
  ['Apr', /^(apr|avr|abr|апр|kwi|nis)/],
  ['May', /^(mai|may|mag|mei|maj|мая|маи)/],
  ['Jun', /^(jun|juin|giu|июн|cze|haz)/],
  ['Jul', /^(jul|juil|lug|июл|lip|tem)/],
  ['Aug', /^(aug|aou|ago|авг|sie|agu)/],
  ['Sep', /^(sep|set|szep|сен|wrz|eyl)/],
  ['Oct', /^(oct|okt|ott|out|окт|paz|eki)/],
  ['Nov', /^(nov|ноя|lis|kas)/],
  ['Dec', /^(dec|dez|dic|des|дек|gru|ara)/],
];
const weekday =
  /^(?:пн|вт|ср|чт|пт|сб|вс|mo|di|mi|do|fr|sa|so|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lun|mar|mer|jeu|ven|sam|dim|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miercoles|jueves|viernes|sabado|domingo|mie|jue|vie|sab|dom|lunedi|martedi|mercoledi|giovedi|venerdi|segunda|terca|quarta|quinta|sexta|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)(?:-feira)?(?!\p{L})\.?,? */u;
const halves: readonly [english: string, words: RegExp][] = [
  ['AM', /(?:上午|午前|오전|凌晨|早上)/],
  ['PM', /(?:下午|午後|오후|晚上|中午)/],
];

/**
 * Converts a time as other languages and their spreadsheets write it to the words of `readWritten`.
 */
export function toEnglishTime(written: string): string {
  let text = written.normalize('NFKC').replaceAll(/\s+/g, ' ').trim();
  text = eastern(text);
  text = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replace(weekday, '')
    .replace(/^(?:le|el|il|den|am|today|heute|hoy|oggi|hoje)\b,? */, '')
    .replaceAll(/\b(?:de|del|di|do|of|den|das|um|klo|kl|at|a las|las|alle|as|ore|om)\b\.? */g, '')
    .replace(/ a (?=\d{1,2} ?[:h.])/, ' ')
    .replaceAll(/(\d) ?(?:uhr|hrs?|o'clock|ora|uur)\b\.?/g, '$1')
    .replace(/(?<![\d:])(\d{1,2}) ?h ?(\d{2})(?: ?m(?:in)?\b)?(?: ?(\d{2}) ?s\b)?/, joinClock)
    .replace(/(?<=[ t-])(\d{1,2})\.(\d{2})\.(\d{2})(?=\D|$)/, '$1:$2:$3')
    .replace(/(?<=\d{4},? )(\d{1,2})\.(\d{2})(?=$| ?[ap])/, '$1:$2');
  text = text
    .replaceAll(/\p{L}{3,}/gu, (word) => months.find(([, stem]) => stem.test(word))?.[0] ?? word)
    .replace(/(?<=\d[.,]*) ?(?:г\.?|m\.?|godz\.?|[a-zа-я]{5,}),? (?=\d{1,2}:\d{2})/u, ' ')
    .replace(/^(\d{1,2})\. ?(?=[A-Z])/, '$1 ')
    .replace(/^(\d{4})\. ?([A-Z][a-z]{2})\.? (\d{1,2})\.?/, '$3 $2 $1')
    .replace(/^(\d{4})\. ?(\d{1,2})\. ?(\d{1,2})\.?/, '$1-$2-$3')
    .replace(/^(\d{1,2})\.(\d{1,2})\. (?=\d{1,2}:)/, '$1.$2 ');
  return text.replaceAll(/ {2,}/g, ' ').trim();
}

/** Full-width and Arabic digits as 0 to 9. */
export function toAsciiDigits(text: string): string {
  if (!/[\u0660-\uff1a]/.test(text)) return text;
  return text.replaceAll(/[\uff10-\uff1a\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return code >= 0xff10 ? String.fromCharCode(code - 0xff10 + 0x30) : String(code % 16);
  });
}

function joinClock(_: string, hour: string, minute: string, second: string | undefined): string {
  return `${hour}:${minute}${second === undefined ? '' : `:${second}`}`;
}

/** 2024年3月13日 下午2:02 and similar: the half of the day comes before the clock time. */
function eastern(text: string): string {
  if (!/[\u3000-\u9fff\uac00-\ud7af]/.test(text)) return text;
  let plain = text
    .replace(/令和\s?(\d{1,2})\s?年/, (_, year: string) => `${2018 + Number(year)}年`)
    .replace(/(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号일]?/, '$1-$2-$3 ')
    .replace(
      /\(?[月火水木金土日월화수목금토일]\)|(?:星期|周|週)[一二三四五六日天]|[月火水木金土日]曜日?/,
      ' ',
    )
    .replace(
      /(\d{1,2})\s?[時时点點시]\s?(?:(\d{1,2})\s?[分분])?\s?(?:(\d{1,2})\s?[秒초])?/,
      eastClock,
    );
  for (const [english, words] of halves) {
    if (!words.test(plain)) continue;
    plain = plain
      .replace(words, ' ')
      .replace(/(\d{1,2}:\d{2}(?::\d{2})?)(?!.*\d:\d)/, `$1 ${english}`);
  }
  return plain.replaceAll(/\s+/g, ' ').trim();
}

function eastClock(_: string, hour: string, minute = '0', second?: string): string {
  const tail = second === undefined ? '' : `:${second.padStart(2, '0')}`;
  return `${hour}:${minute.padStart(2, '0')}${tail}`;
}

/** The number of a month named in English or another language; 0 if it is not a month. */
export function monthNumber(name: string): number {
  const plain = name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return months.findIndex(([, stem]) => stem.test(plain)) + 1;
}

/** Names of months in other languages, for a pattern. */
export const foreignMonths =
  'Januar|Jänner|Februar|März|Maerz|Mai|Juni|Juli|Oktober|Dezember|janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro|gennaio|febbraio|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|maart|mei|augustus|stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października|listopada|grudnia|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря';
