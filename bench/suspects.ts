import type { Figure } from './figures.ts';
import { measureMybinder } from './suspect-mybinder.ts';
import { measureOpenSre } from './suspect-opensre.ts';
import { measurePetShop } from './suspect-petshop.ts';
import { measureSpeed } from './suspect-speed.ts';

export async function* measure(): AsyncIterable<Figure> {
  yield* measurePetShop();
  yield* measureOpenSre();
  yield* measureMybinder();
  yield* measureSpeed();
}
