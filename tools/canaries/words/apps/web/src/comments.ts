/** As it stands when its turn comes. */
test('whoever wants less motion gets none', () => {});
// `whoever` in code, "whoever" in quotes and whole numbers are fine.
test.each([1])('the whole page scrolls: %i', () => {});
// The file holds rows that nothing may change, and each tells its neighbours. Skipped where empty, too.
