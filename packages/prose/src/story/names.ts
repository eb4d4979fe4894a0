/**
 * A name that occurs, with its replacement: `the on-call engineer`, `a host of the search cluster`.
 */
export interface Named {
  name: string;
  /** Its replacement when shared; default: a plain role of its kind. */
  as?: string;
  /**
   * The person's role in the incident, as a noun: `on-call engineer`. Replaces the name, with an
   * article: the only one of them, another, a third.
   */
  role?: string;
  /** Other spellings: a nickname, a handle, a short form. */
  also?: readonly string[];
}

/** Names that are known to occur, each matched as a full word. */
export interface Names {
  people?: readonly (string | Named)[];
  /**
   * Roles of people who are named, including the author: another person in the same role is
   * "another".
   */
  namedRoles?: readonly string[];
  hosts?: readonly (string | Named)[];
  customers?: readonly (string | Named)[];
  services?: readonly (string | Named)[];
  teams?: readonly (string | Named)[];
  products?: readonly (string | Named)[];
  organisations?: readonly (string | Named)[];
  /** Names that can stay: the author's own, and those of people who agreed to be named. */
  spared?: readonly string[];
}

export const nameKinds = {
  people: 'person',
  hosts: 'host',
  customers: 'customer',
  services: 'service',
  teams: 'team',
  products: 'product',
  organisations: 'organisation',
} as const;

export function toNamed(one: string | Named): Named {
  return typeof one === 'string' ? { name: one } : one;
}

/**
 * First and last names that are also English words: on their own they count as a name only where
 * they cannot be the word.
 */
export const ordinaryNames = new Set(
  (
    'will mark may rose grace hope art bill rob sue pat frank dawn june april august summer joy faith chase drew jack dean miles guy max ray gene penny ginger iris ivy pearl ruby ' +
    'violet crystal amber sky reed cliff dale glen heath lane brook forest rich young long small black white brown green king cook baker smith carter fisher hunter mason page parker ' +
    'piper porter potter price ray reader rivers root shepherd short stone strong sharp swift taylor turner walker ward water weaver wells west wood woods wright yard bank banks bell ' +
    'berry bird bishop bond booth bridge bush case castle child church clay coal cross day dove east ford fox gates gold good gray grey hall hand hill holly house knight lake law lee ' +
    'little love major marsh miller monk moon moss north nova olive park peace pool prince queen rain read rice ring rush sage sand scout sea shore singer snow spring star steel story ' +
    'street temple test tester tower trip van wall waters way wheeler winter wolf angel earnest ernest buck chip chuck don gale jay josh lance lily lou mike nick pierce randy rick robin ' +
    'roger rusty sandy skip sonny stew tab terry tiffany tony trip tucker victor wade major sterling data ada perl ruby java go an so do le li lo ma no on to he'
  ).split(' '),
);
