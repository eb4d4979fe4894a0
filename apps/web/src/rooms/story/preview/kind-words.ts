const plural: Record<string, string> = {
  person: 'people',
  'e-mail': 'email addresses',
  address: 'network addresses',
  key: 'credentials',
  phone: 'phone numbers',
  money: 'sums of money',
  name: 'unknown names',
  identifier: 'code names',
};

/**
 * What in the story would identify someone or something: `customers`, `people`, `names out of
 * code`.
 */
export const kindText = (kind: string): string => plural[kind] ?? `${kind}s`;
