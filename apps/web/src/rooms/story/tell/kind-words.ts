/** What a kind of replacement is called where several are meant. */
const plural: Record<string, string> = {
  person: 'people',
  'e-mail': 'e-mail addresses',
  address: 'network addresses',
  key: 'credentials',
  phone: 'telephone numbers',
  money: 'sums of money',
  name: 'names that we do not know',
  identifier: 'names out of code',
};

/** What of the story would tell: `customers`, `people`, `names out of code`. */
export const kindText = (kind: string): string => plural[kind] ?? `${kind}s`;
