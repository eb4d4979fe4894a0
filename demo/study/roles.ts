/** The roles of people in this incident, by their names in the record. Everyone else has no role. */
export const roles: Record<string, string[]> = {
  'Bettina Crowe': ['incident commander'],
  'Ilse Marchetti': ['on-call engineer'],
  'Margo Fairweather': ['customer liaison', 'communications lead'],
  'Wren Castellano': ['subject-matter expert'],
  'Tobias Okonjo': ['subject-matter expert'],
  'Anselm Rourke': ['subject-matter expert'],
  'Kwabena Lindqvist': ['subject-matter expert'],
  'Hollis Tanaka-Reyes': ['subject-matter expert'],
  'Lucinda Parrish': ['subject-matter expert'],
  'Sunniva Hale': ['subject-matter expert'],
  'Osric Vandermeer': ['observer'],
  'Emeka Sorensen': ['investigator of the review'],
};
